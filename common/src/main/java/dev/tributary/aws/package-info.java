/** What every AWS call shares: clients and their timeouts, deadlines, back-off, and the table that classifies errors. */
@NullMarked
package dev.tributary.aws;

import org.jspecify.annotations.NullMarked;
