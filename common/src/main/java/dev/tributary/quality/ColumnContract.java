package dev.tributary.quality;

import java.util.List;
import java.util.Optional;

/**
 * What a contract asks of one column.
 *
 * @param type what the column holds
 * @param required whether a row must have it, and not as null
 * @param unit what numbers of a timestamp count; empty where their magnitude tells
 * @param rules what else a value must keep
 */
record ColumnContract(
        String name, ColumnType type, boolean required, Optional<EpochUnit> unit, List<ColumnRule> rules) {

    ColumnContract {
        rules = List.copyOf(rules);
    }
}
