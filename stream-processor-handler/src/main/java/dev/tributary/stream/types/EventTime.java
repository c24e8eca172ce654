package dev.tributary.stream.types;

import dev.tributary.stream.event.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened.
 *
 * @param stated by its own timestamp, or null if it has none that can be: one far ahead of the arrival would make everything
 *     that follows late, for as long as the producer's clock is wrong
 * @param received when it arrived
 * @param flags {@link #CLOCK_AHEAD} if there is such a timestamp
 */
record EventTime(@Nullable Instant stated, Instant received, List<String> flags) {

    /** The flag of events whose timestamp is of a time to come. */
    static final String CLOCK_AHEAD = "clock_ahead";

    /** Seconds that clocks may be apart; AWS takes requests that are signed as much too early. */
    private static final long TOLERANCE = 300;

    private static final String FIELD = "timestamp";

    static EventTime of(Event event) {
        String text = event.body().path(FIELD).textValue();
        if (text == null) {
            return new EventTime(null, event.received(), List.of());
        }
        Instant stated = Instant.parse(text);
        return stated.isAfter(event.received().plusSeconds(TOLERANCE))
                ? new EventTime(null, event.received(), List.of(CLOCK_AHEAD))
                : new EventTime(stated, event.received(), List.of());
    }

    /** The time that counts where one is needed: as stated, or else of the arrival. */
    Instant orReceived() {
        return stated == null ? received : stated;
    }
}
