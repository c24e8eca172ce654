package dev.tributary.scenarios;

import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.apply.Items;
import dev.tributary.stream.event.Event;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/** What a type of event that somebody adds may do: counts the readings of a probe, and tells of each from the third on. */
public final class ContractProbe implements EventProcessor {

    private static final String PROBE = "probe";
    private static final String READINGS = "readings";
    private static final String READ_OFTEN = "read_often";
    private static final int OFTEN = 3;

    @Override
    public List<String> items(Event event) {
        return List.of(PROBE);
    }

    @Override
    public Effect apply(Event event, Items items) {
        int before = items.find(PROBE)
                .map(probe -> probe.getNumber(READINGS).intValue())
                .orElse(0);
        int readings = before + (event.body().path("type").asText().equals("read") ? 1 : 0);
        List<String> flags = readings > before && readings >= OFTEN ? List.of(READ_OFTEN) : List.of();
        EnhancedDocument probe =
                EnhancedDocument.builder().putNumber(READINGS, readings).build();
        return new Effect(new Effect.Recorded("applied", flags), Map.of(PROBE, probe));
    }

    @Override
    public List<Alert> alerts(Event event, Effect.Recorded recorded) {
        return recorded.flags().stream()
                .map(flag -> new Alert(flag, "Probe read", "Probe " + event.entity() + " was read once more."))
                .toList();
    }
}
