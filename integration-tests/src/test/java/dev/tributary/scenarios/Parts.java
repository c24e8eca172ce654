package dev.tributary.scenarios;

/**
 * What a system of the template is made of, by logical ids.
 *
 * @param stream of Kinesis; empty where the table's own stream feeds the function
 */
record Parts(String function, String stream, String table) {}
