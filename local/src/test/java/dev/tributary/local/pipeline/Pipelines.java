package dev.tributary.local.pipeline;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryFixture;
import dev.tributary.local.firehose.DeliveryWorker;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.ManualClock;
import java.util.List;
import java.util.Optional;

/** Pipelines of parts that no template describes. */
public final class Pipelines {

    private Pipelines() {}

    /** One whose delivery stream holds a record that S3 never takes. */
    public static Pipeline thatCannotWrite() {
        DeliveryFixture delivery = DeliveryFixture.ofLines(new ManualClock(DeliveryFixture.START), FaultPlan.none());
        delivery.s3.faults().failAll(FakeS3.PUT, AwsFailures.s3(503, "SlowDown"));
        delivery.stream.putRecordBatch(List.of(new byte[1]));
        return new Pipeline(
                List.of(),
                List.of(new RunningDelivery(new DeliveryWorker(delivery.stream), Optional.empty(), false)),
                Optional.empty());
    }
}
