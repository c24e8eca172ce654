/** Events of one type from a Kinesis stream: validated, applied to a table once in effect, and archived in the lake. */
@NullMarked
package dev.tributary.stream;

import org.jspecify.annotations.NullMarked;
