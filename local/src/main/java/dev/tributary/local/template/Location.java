package dev.tributary.local.template;

/**
 * A place in a template, for messages.
 *
 * @param path keys from the root, such as {@code Resources.Stream.Properties.ShardCount}
 */
record Location(String file, String path) {

    Location field(String name) {
        return new Location(file, path.isEmpty() ? name : path + "." + name);
    }

    Location index(int index) {
        return new Location(file, path + "[" + index + "]");
    }

    TemplateException error(Object value, String expectation) {
        return new TemplateException(this + ": " + value + " (expected: " + expectation + ")");
    }

    @Override
    public String toString() {
        return path.isEmpty() ? file : file + ": " + path;
    }
}
