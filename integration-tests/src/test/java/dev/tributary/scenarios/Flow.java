package dev.tributary.scenarios;

import java.util.Map;

/** One of the template's systems for events: what it is made of, and events of its kind. */
enum Flow {
    USER_EVENTS("EnrichmentFunction", "EventStream", "UserProfilesTable", "", "DeployPipes") {
        @Override
        Event event(int number) {
            return Event.pageView("user123", number);
        }
    },
    PRODUCT_EVENTS("PipesEnrichmentFunction", "ProductEventStream", "ProductsTable", "Pipe", "DeployEnrichment") {
        @Override
        Event event(int number) {
            return Event.order("PROD-001", number);
        }
    };

    private final String function;
    private final String stream;
    private final String table;
    private final String parameterPrefix;
    private final String switchOfTheOther;

    Flow(String function, String stream, String table, String parameterPrefix, String switchOfTheOther) {
        this.function = function;
        this.stream = stream;
        this.table = table;
        this.parameterPrefix = parameterPrefix;
        this.switchOfTheOther = switchOfTheOther;
    }

    Parts parts() {
        return new Parts(function, stream, table);
    }

    /** An event that is enriched, told from others by its number. */
    abstract Event event(int number);

    /** This system alone, with one shard, so that records have one order, and batches and objects without a wait. */
    Map<String, String> parameters() {
        return Map.of(
                switchOfTheOther,
                "false",
                "DeployAudit",
                "false",
                "DeployIngestion",
                "false",
                "DeployChangeData",
                "false",
                "LoadSampleData",
                "true",
                parameterPrefix + "ShardCount",
                "1",
                parameterPrefix + "BatchWindowSeconds",
                "0",
                "DeliveryBufferSeconds",
                "0");
    }

    /** Batches of exactly so many records: the window is longer than any test. */
    Map<String, String> batchesOf(int records) {
        return Map.of(
                parameterPrefix + "BatchSize",
                Integer.toString(records),
                parameterPrefix + "BatchWindowSeconds",
                "300");
    }

    /** The same, with a bound on retries. */
    Map<String, String> batchesOf(int records, int retries) {
        return Map.of(
                parameterPrefix + "BatchSize", Integer.toString(records),
                parameterPrefix + "BatchWindowSeconds", "300",
                parameterPrefix + "MaximumRetryAttempts", Integer.toString(retries));
    }
}
