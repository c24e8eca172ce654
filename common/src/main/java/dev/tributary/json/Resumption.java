package dev.tributary.json;

/**
 * Finds where values begin again behind an error: at a brace that opens at the begin of a line or behind one that closes, white
 * space aside, or where the error stands.
 */
final class Resumption implements Window.Scan {

    private boolean isAtBoundary;

    /** Begins anew, where an error stands. */
    void begin() {
        isAtBoundary = true;
    }

    @Override
    public int scan(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            switch (bytes[at]) {
                case '{' -> {
                    if (isAtBoundary) {
                        return at;
                    }
                }
                case '}', '\n', '\r' -> isAtBoundary = true;
                // The last three are a byte order mark; as parts of other characters, they do no harm.
                case ' ', '\t', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF -> {}
                default -> isAtBoundary = false;
            }
        }
        return to;
    }
}
