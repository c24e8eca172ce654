/** The event flows in the demo: a client of the API, and an account of what became of every event and every answer. */
@NullMarked
package dev.tributary.local.demo.ingestion;

import org.jspecify.annotations.NullMarked;
