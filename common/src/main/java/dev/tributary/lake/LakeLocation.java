package dev.tributary.lake;

import dev.tributary.record.RecordId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * A data set in the lake.
 *
 * @param bucket the bucket's name
 * @param zone the first folder, which says how far the data has come, such as {@code enriched-data}
 * @param dataset the data set's folder in the zone
 */
public record LakeLocation(String bucket, String zone, String dataset) {

    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** Also of data sets that others have named, such as DynamoDB tables; a dot or two alone would be no folder. */
    private static final Pattern DATASET = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.-]{1,255}");

    // Partitions by hour in UTC, in the form that Hive, Athena and Glue read from the key.
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern(
                    "'year='yyyy'/month='MM'/day='dd'/hour='HH")
            .withZone(ZoneOffset.UTC);

    /**
     * Checks that zone and data set can be folders.
     *
     * @throws IllegalArgumentException if one of them cannot
     */
    public LakeLocation {
        require(isFolder(zone), "zone", zone, "1-64 characters of [A-Za-z0-9_-], a letter or digit first");
        require(DATASET.matcher(dataset).matches(), "dataset", dataset, "1-255 characters of [A-Za-z0-9_.-]");
    }

    /** Whether a name that is free to choose makes a good folder of the lake. */
    public static boolean isFolder(String name) {
        return FOLDER.matcher(name).matches();
    }

    /** The key of a batch's object: a function of the batch's first record alone, so that a repeat finds it again. */
    public String key(RecordId batchFirst, Instant arrivalTime) {
        return hour(arrivalTime) + batchFirst + ".jsonl.gz";
    }

    /**
     * The key of the object of one record that was set aside and comes back by itself: other than that of any batch. The last id tells
     * an aggregate, which comes back whole, from the first of the records in it.
     */
    String redrivenKey(RecordId first, RecordId last, Instant arrivalTime) {
        return hour(arrivalTime) + first + "-" + last.subSequence() + ".redriven.jsonl.gz";
    }

    /** The folder of the objects whose batches began in this hour. */
    public String hour(Instant arrivalTime) {
        return zone + "/" + dataset + "/" + HOUR.format(arrivalTime) + "/";
    }

    /** The key of an object that readers of the lake pass over, as Hive, Athena and Glue do with names that begin so. */
    String hiddenKey(String name) {
        return zone + "/" + dataset + "/_" + name;
    }

    private static void require(boolean valid, String what, String name, String expected) {
        if (!valid) {
            throw new IllegalArgumentException(what + ": \"" + name + "\" (expected: " + expected + ")");
        }
    }
}
