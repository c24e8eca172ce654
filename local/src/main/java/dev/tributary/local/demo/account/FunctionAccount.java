package dev.tributary.local.demo.account;

import java.util.Map;
import java.util.Optional;

/** The account of all that a function was sent; accounts of what else came of it follow it. */
public interface FunctionAccount extends Account {

    /** Whether nothing is lost, nothing is there twice that must not be, and everything is where it belongs. */
    boolean isClean();

    /** What programs are told in words, by name. */
    default Map<String, String> facts() {
        return Map.of();
    }

    /** What is there twice although all is well, in words; empty if nothing is. */
    Optional<String> repeated();
}
