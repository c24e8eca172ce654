package dev.tributary.quality;

import java.util.Set;

/** Cleansing with some texts that stand for null, which none does by default. */
final class SomeNulls {

    static final CleansingSettings SETTINGS = new CleansingSettings(
            true, true, Set.of("NULL", "N/A"), CleansingSettings.defaults().timestampSuffixes(), Set.of());

    private SomeNulls() {}
}
