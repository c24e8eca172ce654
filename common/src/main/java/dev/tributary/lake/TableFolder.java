package dev.tributary.lake;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A folder of the lake for what comes of one table of a database, whatever its name: {@code <zone>/<schema>/<table>/}.
 *
 * <p>Schema and table are percent-encoded as RFC 3986 does it, and a {@code ~} too, and a {@code _} or {@code .} at the begin, since
 * readers of the lake pass over names that begin so. Nothing at all is a {@code ~}. A name that is too long for a key is cut, with a
 * {@code ~} and its digest behind it. So each name has a folder of its own. Where schemas of several databases are to be kept apart,
 * the first folder is {@code <server>.<database>.<schema>}, in which a {@code .} of a name is encoded too.
 */
public final class TableFolder {

    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");

    private final String folder;

    /**
     * A folder.
     *
     * @param zone the first folder, which says how far the data has come, such as {@code trusted}
     * @param schema the schema's own name; empty if there is none
     * @throws IllegalArgumentException if the zone cannot be a folder, or a name is no text
     */
    public TableFolder(String zone, String schema, String table) {
        this(checked(zone) + PathSegment.of(schema) + "/" + PathSegment.of(table) + "/");
    }

    private TableFolder(String folder) {
        this.folder = folder;
    }

    /**
     * A folder that no table of another server or database has, whatever its name.
     *
     * @param schema the names of server, database and schema; each empty if it is not known, or there is none
     * @throws IllegalArgumentException if the zone cannot be a folder, or a name is no text
     */
    public static TableFolder of(String zone, List<String> schema, String table) {
        return new TableFolder(checked(zone) + PathSegment.joined(schema) + "/" + PathSegment.of(table) + "/");
    }

    /**
     * The folder of a data set that is no table of a database: {@code <zone>/<name>/}.
     *
     * @throws IllegalArgumentException if the zone cannot be a folder, or the name is no text
     */
    public static TableFolder ofDataset(String zone, String name) {
        return new TableFolder(checked(zone) + PathSegment.of(name) + "/");
    }

    /**
     * The folder for what comes of no table: the zone itself.
     *
     * @throws IllegalArgumentException if the zone cannot be a folder
     */
    public static TableFolder ofNoTable(String zone) {
        return new TableFolder(checked(zone));
    }

    private static String checked(String zone) {
        if (!LakeLocation.isFolder(zone)) {
            throw new IllegalArgumentException(
                    "zone: \"" + zone + "\" (expected: 1-64 characters of [A-Za-z0-9_-], a letter or digit first)");
        }
        return zone + "/";
    }

    /**
     * The key of an object in the partition of a day, in UTC; at most 1,000 bytes.
     *
     * @param name the object's name, without its ending
     * @throws IllegalArgumentException if the day has no year of four digits, or the name cannot stand in a key
     */
    public String key(Instant time, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: \"" + name + "\" (expected: 1-255 characters of [A-Za-z0-9._-], a letter or digit first)");
        }
        return day(time) + name + ".jsonl.gz";
    }

    /** The folder of the objects of a day. */
    public String day(Instant time) {
        ZonedDateTime day = time.atZone(ZoneOffset.UTC);
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "year: " + day.getYear() + " (expected: " + FIRST_YEAR + "-" + LAST_YEAR + ")");
        }
        return String.format(
                Locale.ROOT,
                "%syear=%04d/month=%02d/day=%02d/",
                folder,
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth());
    }

    @Override
    public String toString() {
        return folder;
    }
}
