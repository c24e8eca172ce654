package dev.tributary.local.demo;

import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.pipeline.FunctionActivity;
import java.util.OptionalInt;

/** A system into which events were sent. */
interface LoadedSystem {

    DemoSystem system();

    /** How many records its function is to resolve; empty if nobody can know. */
    OptionalInt records();

    /** Whether something waits that a run of its function takes, which a schedule begins. */
    default boolean waitsForRun() {
        return false;
    }

    /** What came of it, once all is quiet. */
    FunctionResult result(Collector collector, FunctionActivity activity);
}
