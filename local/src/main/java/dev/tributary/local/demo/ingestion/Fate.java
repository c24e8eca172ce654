package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.account.EventKind;
import java.util.List;

/**
 * What must become of an event.
 *
 * @param kind what it is when its turn comes
 * @param flags in the archive and in its entry
 * @param alerts the flags of which subscribers are told
 */
record Fate(EventKind kind, List<String> flags, List<String> alerts) {

    Fate {
        flags = List.copyOf(flags);
        alerts = List.copyOf(alerts);
    }

    /** The fate of an event that changes nothing by itself. */
    static Fate of(EventKind kind) {
        return new Fate(kind, List.of(), List.of());
    }
}
