package dev.tributary.local.api;

import java.util.Map;

/** What the API answers. */
record ApiAnswer(int status, Map<String, String> headers, String body) {}
