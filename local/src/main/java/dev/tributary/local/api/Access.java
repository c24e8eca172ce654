package dev.tributary.local.api;

/** What a client must send so that it is served. */
enum Access {
    /** Nothing. */
    OPEN,
    /** A key of the API. */
    KEY,
    /** A signature of AWS, which is looked for here and not verified: there is nobody whose secret could be known. */
    SIGNATURE
}
