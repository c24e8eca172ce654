package dev.tributary.local.provision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.Set;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** {@code AWS::Kinesis::Stream}: provisioned, or on demand with the shards that AWS gives such a stream at first. */
record Streams(KinesisClient kinesis) implements Kind {

    @Override
    public Set<String> properties() {
        return Set.of("Name", "ShardCount", "StreamModeDetails");
    }

    @Override
    public boolean create(Resource resource) {
        JsonNode properties = resource.properties();
        CreateStreamRequest.Builder request = CreateStreamRequest.builder().streamName(resource.physicalName());
        boolean onDemand =
                properties.at("/StreamModeDetails/StreamMode").asText().equals(StreamMode.ON_DEMAND.toString());
        if (onDemand) {
            request.streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND));
        } else {
            request.shardCount(properties.path("ShardCount").asInt(1));
        }
        try {
            kinesis.createStream(request.build());
            return true;
        } catch (ResourceInUseException e) {
            return false;
        }
    }

    @Override
    public boolean isReady(Resource resource) {
        return kinesis.describeStreamSummary(one -> one.streamName(resource.physicalName()))
                        .streamDescriptionSummary()
                        .streamStatus()
                == StreamStatus.ACTIVE;
    }
}
