package dev.tributary.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.tributary.config.Environment;
import dev.tributary.config.Setting;
import dev.tributary.config.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Does what its records say: {@code fail} throws, {@code call} calls DynamoDB, anything else is answered as the
 * identifiers of failed items, so that tests see what arrived: the greeting, the instance's number, and the record.
 */
public final class ScriptedHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {

    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final int instance = INSTANCES.incrementAndGet();
    private final DynamoDbClient dynamoDb = new CannedAws().dynamoDb();
    private final String greeting;

    /** As a local run makes it. */
    public ScriptedHandler(Environment environment) {
        SettingsReader reader = new SettingsReader(environment);
        Setting<String> text = reader.text("GREETING");
        reader.check();
        this.greeting = text.value();
    }

    @Override
    public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
        return new StreamsEventResponse(
                event.getRecords().stream().map(this::play).toList());
    }

    private BatchItemFailure play(KinesisEventRecord record) {
        String text = StandardCharsets.UTF_8
                .decode(record.getKinesis().getData().duplicate())
                .toString();
        if (text.equals("fail")) {
            throw new IllegalStateException("as told");
        }
        if (text.equals("call")) {
            Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("1"));
            dynamoDb.batchGetItem(call -> call.requestItems(Map.of(
                    "users", KeysAndAttributes.builder().keys(List.of(key)).build())));
        }
        return new BatchItemFailure(greeting + " " + instance + " "
                + record.getKinesis().getApproximateArrivalTimestamp().toInstant() + " " + text);
    }
}
