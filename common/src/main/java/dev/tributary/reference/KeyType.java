package dev.tributary.reference;

/** Types that a key attribute can have here, as DynamoDB names them: string and number. */
public enum KeyType {
    S,
    N
}
