package dev.tributary.scenarios;

import static java.util.Objects.requireNonNull;

import dev.tributary.local.backend.Backend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** All scenarios on one backend, which a subclass starts before them and hands over. */
abstract class AllScenarios {

    private static @Nullable Backend backend;

    static void runOn(Backend started) {
        backend = started;
    }

    static Backend backend() {
        return requireNonNull(backend, "call runOn() first");
    }

    @AfterAll
    static void closeBackend() {
        backend().close();
    }

    @Nested
    class Resources extends ResourceScenarios {
        Resources() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Lake extends LakeScenarios {
        Lake() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class BadInput extends BadInputScenarios {
        BadInput() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Outage extends OutageScenarios {
        Outage() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Disorder extends DisorderScenarios {
        Disorder() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Delivery extends DeliveryScenarios {
        Delivery() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Aggregates extends AggregateScenarios {
        Aggregates() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Switches extends SwitchScenarios {
        Switches() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Audit extends AuditScenarios {
        Audit() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class AuditOutage extends AuditOutageScenarios {
        AuditOutage() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Ingested extends IngestionScenarios {
        Ingested() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class IngestionOutage extends IngestionOutageScenarios {
        IngestionOutage() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Refusals extends RefusalScenarios {
        Refusals() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class ChangeData extends ChangeDataScenarios {
        ChangeData() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class RawObjects extends RawObjectScenarios {
        RawObjects() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Redrives extends RedriveScenarios {
        Redrives() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class ChangeDataOutage extends ChangeDataOutageScenarios {
        ChangeDataOutage() {
            super(AllScenarios.backend());
        }
    }

    @Nested
    class Inference extends InferenceScenarios {
        Inference() {
            super(AllScenarios.backend());
        }
    }
}
