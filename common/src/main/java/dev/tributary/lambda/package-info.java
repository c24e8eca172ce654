/** The only package that sees Lambda's types: adapters from its events to records, and from a report to its answer. */
@NullMarked
package dev.tributary.lambda;

import org.jspecify.annotations.NullMarked;
