/** Changes of a real PostgreSQL table, as Debezium and as AWS DMS tell of them. */
@NullMarked
package dev.tributary.local.capture;

import org.jspecify.annotations.NullMarked;
