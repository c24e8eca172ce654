package dev.tributary.local.demo.account;

import java.util.Map;

/**
 * A message that told a subscriber something.
 *
 * @param attributes by which subscribers filter
 * @param text for a person
 */
public record Notice(Map<String, String> attributes, String text) {

    /** An attribute; empty if it is not there. */
    public String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }
}
