/** What a source hands over: a record, its identity, and where it came from. */
@NullMarked
package dev.tributary.record;

import org.jspecify.annotations.NullMarked;
