package dev.tributary.json;

/**
 * Finds the end of one object, array or string in bytes that come bit by bit. Brackets and strings are told apart, and where
 * values may begin; what names, numbers and literals look like is left to the parser.
 */
final class Framing implements Window.Scan {

    /** Bytes before the position that a scan may look back at. */
    static final int LOOK_BACK = 2;

    /** Levels of nesting that are framed: more than the parser takes, so that it is the parser that refuses, and one value. */
    static final int MAX_LEVELS = 1_024;

    private static final byte WORD = 0;
    private static final byte SPACE = 1;
    private static final byte QUOTE = 2;
    private static final byte OPEN = 3;
    private static final byte CLOSE = 4;
    private static final byte COLON = 5;
    private static final byte COMMA = 6;
    private static final byte[] KINDS = kinds();

    private static final long QUOTES = EightBytes.of('"');
    private static final long BACKSLASHES = EightBytes.of('\\');
    private static final long SPACES = EightBytes.of(' ');

    /** What ends the fast way through a string. */
    private static final boolean[] STOPS = stops();

    /** What the bytes so far amount to. */
    enum Verdict {
        MORE,
        WHOLE,
        BROKEN
    }

    /** What may come next. */
    private enum Place {
        /** Any value. */
        VALUE,
        /** A name; of an object. */
        NAME,
        /** More of a number or literal, but no other value. */
        WORD,
        /** No value. */
        END
    }

    private final boolean[] objects = new boolean[MAX_LEVELS];
    private int level;
    private Place place = Place.VALUE;
    private boolean isInString;
    private boolean isEscaped;
    private Verdict verdict = Verdict.MORE;
    private String fault = "";

    /** Begins anew: the next byte is the first of an object, array or string. */
    void begin() {
        level = 0;
        place = Place.VALUE;
        isInString = false;
        isEscaped = false;
        verdict = Verdict.MORE;
    }

    Verdict verdict() {
        return verdict;
    }

    /** What is wrong with what is {@link Verdict#BROKEN}. */
    String fault() {
        return fault;
    }

    /**
     * Goes on with the next bytes.
     *
     * @return behind the value if it is whole; where the error stands if it is broken; else {@code to}
     */
    @Override
    public int scan(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && verdict == Verdict.MORE) {
            at = isInString ? string(bytes, at, to) : structure(bytes, at, to);
        }
        return at;
    }

    /**
     * Where an error stands that shows at a position. If that is directly behind a string that ends in a brace, the string had
     * lost its end, and took the begin of the next value for its own.
     */
    static int errorAt(byte[] bytes, int at) {
        return bytes[at - 1] == '"' && bytes[at - 2] == '{' ? at - 2 : at;
    }

    private int structure(byte[] bytes, int at, int to) {
        return switch (KINDS[bytes[at] & 0xFF]) {
            case SPACE -> at + 1;
            case WORD -> word(bytes, at, to);
            case QUOTE -> quote(bytes, at);
            case OPEN -> open(bytes, at);
            case CLOSE -> close(bytes, at);
            case COLON -> before(Place.VALUE, at);
            default -> before(objects[level - 1] ? Place.NAME : Place.VALUE, at);
        };
    }

    private int before(Place next, int at) {
        place = next;
        return at + 1;
    }

    private int word(byte[] bytes, int from, int to) {
        if (place != Place.VALUE && place != Place.WORD) {
            return broken("text where no value may begin", errorAt(bytes, from));
        }
        place = Place.WORD;
        int at = from + 1;
        while (at < to && KINDS[bytes[at] & 0xFF] == WORD) {
            at++;
        }
        return at;
    }

    private int quote(byte[] bytes, int at) {
        if (place != Place.VALUE && place != Place.NAME) {
            return broken("a string where none may begin", errorAt(bytes, at));
        }
        isInString = true;
        return at + 1;
    }

    private int open(byte[] bytes, int at) {
        if (place != Place.VALUE) {
            return broken("an object or array where none may begin", at);
        }
        if (level == MAX_LEVELS) {
            return broken("nesting of more than " + MAX_LEVELS + " levels", at);
        }
        boolean object = bytes[at] == '{';
        objects[level++] = object;
        place = object ? Place.NAME : Place.VALUE;
        return at + 1;
    }

    private int close(byte[] bytes, int at) {
        if (objects[level - 1] != (bytes[at] == '}')) {
            return broken("a bracket that closes another kind", at);
        }
        level--;
        return ended(at);
    }

    private int string(byte[] bytes, int from, int to) {
        int at = from;
        if (isEscaped) {
            isEscaped = false;
            at += isLineEnd(bytes[at]) ? 0 : 1;
        }
        while (true) {
            at = pass(bytes, at, to);
            while (at < to && !STOPS[bytes[at] & 0xFF]) {
                at++;
            }
            if (at == to) {
                return at;
            }
            if (bytes[at] == '"') {
                isInString = false;
                return ended(at);
            }
            if (bytes[at] != '\\') {
                return broken("an end of line within a string", at);
            }
            if (at + 1 == to) {
                isEscaped = true;
                return to;
            }
            at += isLineEnd(bytes[at + 1]) ? 1 : 2;
        }
    }

    /** Passes over text eight bytes at once, up to a byte that may end the fast way, or to the last few. */
    private static int pass(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long text = EightBytes.at(bytes, at);
            long stops = EightBytes.firstZero(text ^ QUOTES)
                    | EightBytes.firstZero(text ^ BACKSLASHES)
                    | EightBytes.firstBelow(text, SPACES);
            if ((stops & EightBytes.HIGHEST_BITS) != 0) {
                return at + EightBytes.first(stops & EightBytes.HIGHEST_BITS);
            }
        }
        return at;
    }

    private int ended(int at) {
        place = Place.END;
        if (level == 0) {
            verdict = Verdict.WHOLE;
        }
        return at + 1;
    }

    private int broken(String what, int at) {
        verdict = Verdict.BROKEN;
        fault = what;
        return at;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        kinds[' '] = SPACE;
        kinds['\t'] = SPACE;
        kinds['\r'] = SPACE;
        kinds['\n'] = SPACE;
        kinds['"'] = QUOTE;
        kinds['{'] = OPEN;
        kinds['['] = OPEN;
        kinds['}'] = CLOSE;
        kinds[']'] = CLOSE;
        kinds[':'] = COLON;
        kinds[','] = COMMA;
        return kinds;
    }

    private static boolean[] stops() {
        boolean[] stops = new boolean[256];
        stops['"'] = true;
        stops['\\'] = true;
        stops['\n'] = true;
        stops['\r'] = true;
        return stops;
    }
}
