package dev.tributary.config;

import java.util.List;

/** One or more settings are missing or malformed; the message names every one of them, its value and what was expected. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSettingsException(List<String> problems) {
        super("Settings that need a change: " + String.join("; ", problems));
    }
}
