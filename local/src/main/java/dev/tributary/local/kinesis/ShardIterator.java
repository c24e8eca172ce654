package dev.tributary.local.kinesis;

import java.time.Instant;
import java.util.List;

/** A place in a shard from which to read. It is valid for five minutes, and for no later stream of the same name. */
record ShardIterator(String streamName, long incarnation, String shardId, long index) {

    private static final String MEMBER = "ShardIterator";

    static ShardIterator of(DataStream stream, String shardId, long index) {
        return new ShardIterator(stream.info().name(), stream.info().incarnation(), shardId, index);
    }

    String encode(Instant now) {
        return new Token(now, List.of(streamName, Long.toString(incarnation), shardId, Long.toString(index))).encode();
    }

    static ShardIterator decode(String text, Instant now) {
        Token token = Token.decode(MEMBER, text, 4);
        if (token.isExpired(now)) {
            throw KinesisException.expiredIterator("ShardIterator: made at %s, now is %s (expected: at most %s old)"
                    .formatted(token.issued(), now, Limits.TOKEN_LIFETIME));
        }
        List<String> words = token.words();
        return new ShardIterator(words.get(0), number(words.get(1), text), words.get(2), number(words.get(3), text));
    }

    private static long number(String word, String text) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw KinesisException.invalidArgument("%s: %s (expected: one from this server)".formatted(MEMBER, text));
        }
    }
}
