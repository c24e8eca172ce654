package dev.tributary.batch;

import dev.tributary.config.Setting;
import dev.tributary.config.SettingsReader;
import java.util.function.Supplier;

/**
 * Up to which share of rejects they are set aside one by one. Above it the fault is hardly the records': a schema changed
 * upstream, and that is a reason to wait.
 *
 * @param percent the highest share of rejects that is no flood; 0 for no limit
 * @param minRecords how many records there must be for a share to say something
 */
public record RejectLimit(int percent, int minRecords) {

    /** What every function has unless its settings say otherwise. */
    public static final RejectLimit DEFAULT = new RejectLimit(50, 100);

    /** Rejects are set aside, however many they are. */
    public static final RejectLimit OFF = new RejectLimit(0, 1);

    /**
     * Asks for the settings, which are the same for every function that sets something aside.
     *
     * @return gives them, once {@link SettingsReader#check()} has passed
     */
    public static Supplier<RejectLimit> ask(SettingsReader reader) {
        Setting<Integer> percent = reader.integerOrOff("REJECT_BREAKER_PERCENT", DEFAULT.percent(), 99);
        Setting<Integer> minRecords = reader.integer("REJECT_BREAKER_MIN_RECORDS", DEFAULT.minRecords(), 10, 10_000);
        return () -> new RejectLimit(percent.value(), minRecords.value());
    }

    /** Whether so many rejects among so many records are too many; just as many as the limit says are not. */
    public boolean isPassedBy(long rejected, long records) {
        return !isOff() && records >= minRecords && 100 * rejected > percent * records;
    }

    boolean isOff() {
        return percent == 0;
    }
}
