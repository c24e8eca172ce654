package dev.tributary.local.template;

/** A template, or a parameter for it, that says something wrong; the message names where, the value, and what was expected. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
