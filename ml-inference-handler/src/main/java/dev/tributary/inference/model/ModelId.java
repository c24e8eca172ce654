package dev.tributary.inference.model;

import java.util.regex.Pattern;

/**
 * A model in one of its versions, which never changes.
 *
 * @param name such as {@code employee-salary}; a folder of the lake
 * @param version such as {@code 1}
 */
public record ModelId(String name, String version) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /**
     * Checks that both can be folders.
     *
     * @throws IllegalArgumentException if one of them cannot
     */
    public ModelId {
        if (!NAME.matcher(name).matches() || !VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("\"" + name + "/" + version
                    + "\" (expected: name/version, each of 1-64 characters of [A-Za-z0-9_-], a letter or digit first,"
                    + " and of a version also dots)");
        }
    }

    /**
     * Reads {@code name/version}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static ModelId parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? new ModelId(text, "") : new ModelId(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The folder of the model's files: {@code models/<name>/<version>/}. */
    String folder() {
        return "models/" + name + "/" + version + "/";
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
