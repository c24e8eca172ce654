/** Event source mappings: how Lambda reads a Kinesis stream and hands its records to a function, on one machine. */
@NullMarked
package dev.tributary.local.source;

import org.jspecify.annotations.NullMarked;
