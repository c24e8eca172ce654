/** What events do to a table, once in effect however often they come: the contract of a processor, and what keeps it. */
@NullMarked
package dev.tributary.stream.apply;

import org.jspecify.annotations.NullMarked;
