package dev.tributary.config;

import org.jspecify.annotations.Nullable;

/** A setting that was read; its value can be had once {@link SettingsReader#check()} has passed. */
public final class Setting<T> {

    private final String name;
    private final @Nullable T value;

    private Setting(String name, @Nullable T value) {
        this.name = name;
        this.value = value;
    }

    static <T> Setting<T> valid(String name, T value) {
        return new Setting<>(name, value);
    }

    static <T> Setting<T> invalid(String name) {
        return new Setting<>(name, null);
    }

    /**
     * The value.
     *
     * @throws IllegalStateException if it was missing or malformed, which {@link SettingsReader#check()} reports first
     */
    public T value() {
        if (value == null) {
            throw new IllegalStateException(name + " has no valid value; call check() before value()");
        }
        return value;
    }

    /** The value, or another one if it was missing or malformed: for settings that depend on it. */
    public T orElse(T other) {
        return value == null ? other : value;
    }
}
