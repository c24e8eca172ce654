package dev.tributary.reference;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One attribute of a table's primary key, and where an event holds its value.
 *
 * @param name the attribute's name in the table
 * @param type the attribute's type in the table
 * @param pointer where the event holds the value (RFC 6901)
 */
public record KeyAttribute(String name, KeyType type, JsonPointer pointer) {}
