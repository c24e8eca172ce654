package dev.tributary.local.function;

/** A function's class could not be loaded, or its constructor failed, as it would at Lambda's initialization. */
public final class FunctionStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FunctionStartException(String handlerName, Throwable cause) {
        super(handlerName + " does not start: " + words(cause), cause);
    }

    private static String words(Throwable cause) {
        return cause instanceof ClassNotFoundException
                ? "no such class (expected: a Handler that one of local's dependencies holds)"
                : String.valueOf(cause.getMessage());
    }
}
