package dev.tributary.local.demo.ingestion;

import dev.tributary.local.fault.FaultPlan;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The way to the API.
 *
 * @param url with the stage
 * @param faults decide what goes wrong
 * @param throttling takes what decides, by its partition key, whether Kinesis refuses a record
 */
public record ApiAccess(URI url, FaultPlan faults, Consumer<Predicate<String>> throttling) {}
