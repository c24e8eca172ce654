package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.account.ExactJson;
import java.io.UncheckedIOException;

/**
 * An event as a client writes it.
 *
 * @param entity what it is about; its partition key
 * @param text its JSON, or what is meant to be
 * @param isValid whether its type's schema takes it; said here, so that the demo need not read schemas
 * @param isObject whether a batch holds it as an object, not as text
 */
record ClientEvent(String entity, String text, boolean isValid, boolean isObject) {

    /** Whether it is JSON, as nearly every event is. */
    boolean isJson() {
        try {
            ExactJson.parse(text);
            return true;
        } catch (UncheckedIOException notJson) {
            return false;
        }
    }

    /** What it holds, however it is written. */
    String content() {
        return Content.of(text);
    }
}
