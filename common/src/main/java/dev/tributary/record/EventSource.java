package dev.tributary.record;

/**
 * Where records come from.
 *
 * @param type the service, as Lambda's events name it, such as {@code aws:kinesis}
 * @param arn the stream's or table's ARN
 */
public record EventSource(String type, String arn) {

    /** The stream's or table's name, the part of the ARN behind its first slash. */
    public String name() {
        int slash = arn.indexOf('/');
        int next = arn.indexOf('/', slash + 1);
        return arn.substring(slash + 1, next < 0 ? arn.length() : next);
    }
}
