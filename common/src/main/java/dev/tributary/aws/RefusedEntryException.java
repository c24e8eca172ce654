package dev.tributary.aws;

import org.jspecify.annotations.Nullable;

/** A service took a call and refused one of its entries until there was no time left to try again. */
public final class RefusedEntryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean isSenderFault;

    /**
     * Keeps what the service answered of the entry.
     *
     * @param what who refused what
     * @param code the service's error code
     * @param isSenderFault whether it holds the caller, or rather its settings, responsible
     */
    public RefusedEntryException(String what, @Nullable String code, @Nullable Boolean isSenderFault) {
        super(what + ": " + orNone(code));
        this.code = orNone(code);
        this.isSenderFault = Boolean.TRUE.equals(isSenderFault);
    }

    private static String orNone(@Nullable String code) {
        return code == null ? "no reason given" : code;
    }

    String code() {
        return code;
    }

    boolean isSenderFault() {
        return isSenderFault;
    }
}
