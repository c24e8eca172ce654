package dev.tributary.local.bucket;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.fault.ServiceFaults;
import dev.tributary.local.template.FunctionDefinition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Tells of the objects of a bucket that are new, as S3 does: of each version at least once, in no order that one could rely
 * on. It finds them by listing, on whichever backend. Deterministic, without threads of its own; safe for use by several.
 */
public final class BucketNotifications {

    private static final Logger LOG = LoggerFactory.getLogger(BucketNotifications.class);

    private final NotificationSettings settings;
    private final ObjectCreated form;
    private final BucketReader reader;
    private final FaultPlan faults;
    private final Clock clock;
    private final Consumer<byte[]> receiver;
    private final Set<ObjectVersion> seen = new HashSet<>();
    private List<byte[]> heldBack = new ArrayList<>();
    private int told;

    /**
     * For an event source of a function.
     *
     * @param receiver takes each event
     * @throws IllegalArgumentException naming every property that is missing, malformed or not simulated
     */
    public BucketNotifications(
            FunctionDefinition function,
            FunctionDefinition.Event event,
            S3Client s3,
            FaultPlan faults,
            Clock clock,
            Consumer<byte[]> receiver) {
        this(
                NotificationSettings.of(function.logicalId(), event.logicalId(), event.properties()),
                s3,
                faults,
                clock,
                receiver);
    }

    BucketNotifications(
            NotificationSettings settings, S3Client s3, FaultPlan faults, Clock clock, Consumer<byte[]> receiver) {
        this.settings = settings;
        this.form = new ObjectCreated(settings);
        this.reader = new BucketReader(s3, settings.bucket(), settings.prefix());
        this.faults = faults;
        this.clock = clock;
        this.receiver = receiver;
    }

    /** The bucket's name. */
    public String bucket() {
        return settings.bucket();
    }

    /**
     * Begins: takes what is there as told of, and sends the test event.
     *
     * @throws IllegalArgumentException if the receiver is a queue that is not there, which S3 does not take
     * @throws SdkException if the bucket cannot be listed, or the receiver does not take the test event
     */
    public synchronized void configure() {
        seen.addAll(reader.versions());
        try {
            receiver.accept(form.test(clock.instant()));
        } catch (QueueDoesNotExistException e) {
            throw new IllegalArgumentException(
                    settings.place() + ".Queue: does not exist (expected: one that takes the bucket's test event)", e);
        }
    }

    /**
     * Tells of what is new since the last look, and behind it of what that one held back or a receiver did not take.
     *
     * @throws SdkException if the bucket cannot be listed
     */
    public synchronized void look() {
        List<ObjectVersion> versions = reader.versions();
        List<byte[]> late = heldBack;
        heldBack = new ArrayList<>();
        versions.stream().filter(seen::add).filter(settings::matches).forEach(this::tell);
        late.forEach(this::send);
    }

    /** Whether nothing is held back. */
    public synchronized boolean hasToldAll() {
        return heldBack.isEmpty();
    }

    private void tell(ObjectVersion version) {
        byte[] event = form.of(version, sequencer(version));
        ServiceFaults struck = faults.forObject(settings.bucket(), version.eTag());
        if (struck.delaysEvent()) {
            heldBack.add(event);
        } else {
            send(event);
        }
        if (struck.repeatsEvent()) {
            heldBack.add(event);
        }
    }

    /** Tells a receiver that does not take an event again, until it does: S3 loses none either. */
    private void send(byte[] event) {
        try {
            receiver.accept(event);
        } catch (SdkException refused) {
            LOG.warn("{}: an event was not taken, and is sent again: {}", settings.place(), refused.getMessage());
            heldBack.add(event);
        }
    }

    /** Hexadecimal, and larger for what came later. */
    private String sequencer(ObjectVersion version) {
        return "%012X%06X".formatted(version.lastModified().toEpochMilli(), told++);
    }
}
