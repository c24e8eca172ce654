package dev.tributary.reference;

/** An event holds a value that cannot be the key of an item. The message says where, and never quotes the value. */
public final class InvalidKeyException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidKeyException(String message) {
        super(message);
    }
}
