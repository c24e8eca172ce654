package dev.tributary.local.redrive;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.function.FunctionHost;
import dev.tributary.local.send.Pace;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.up.CommandFailedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A function whose failures can be sent back, and where they are. */
public final class RedriveTarget {

    private static final Pattern OBJECTS = Pattern.compile("s3://([^/]+)/?(.*)");
    private static final Pattern QUEUE = Pattern.compile("https?://.+/.+");

    private final FunctionDefinition definition;
    private final FailurePlaces places;
    private final Services services;
    private final Supplier<RedriveFunction> function;

    /**
     * The services that a redrive uses besides the function.
     *
     * @param waitSeconds how long a look into a queue takes, so that one that finds nothing means that there is nothing
     */
    record Services(SqsClient sqs, S3Client s3, KinesisClient kinesis, int waitSeconds) {

        /** Those of an account, where one that waits asks all of a queue's servers. */
        static Services ofAccount(SqsClient sqs, S3Client s3, KinesisClient kinesis) {
            return new Services(sqs, s3, kinesis, 1);
        }

        /** Those of a backend, whose queues have one server each. */
        static Services of(Backend backend) {
            return new Services(
                    backend.clients().sqs(),
                    backend.clients().s3(),
                    backend.clients().kinesis(),
                    0);
        }

        private QueueStore queue(String url) {
            return new QueueStore(sqs, url, waitSeconds, System::nanoTime);
        }
    }

    private RedriveTarget(
            FunctionDefinition definition,
            FailurePlaces places,
            Services services,
            Supplier<RedriveFunction> function) {
        this.definition = definition;
        this.places = places;
        this.services = services;
        this.function = function;
    }

    /**
     * A function of the template, which runs in this process when it is needed; the system properties must lead it to the backend.
     *
     * @return empty if it sets nothing aside
     */
    public static Optional<RedriveTarget> of(FunctionDefinition definition, Backend backend) {
        return FailurePlaces.of(definition, backend)
                .map(places -> new RedriveTarget(
                        definition,
                        places,
                        Services.of(backend),
                        () -> new HostedFunction(new FunctionHost(definition, FaultPlan.none(), false))));
    }

    /**
     * A function of the template as it is in an account.
     *
     * @return empty if it is not there, or sets nothing aside
     */
    static Optional<RedriveTarget> of(
            FunctionDefinition definition, String alias, Services services, LambdaClient lambda) {
        return FailurePlaces.of(definition.name(), alias, lambda, services.sqs())
                .map(places -> new RedriveTarget(
                        definition, places, services, () -> new LambdaFunction(lambda, definition.name(), alias)));
    }

    /** The function's physical name. */
    public String name() {
        return definition.name();
    }

    /** Whether failures can go back through the function; otherwise into its source alone. */
    public boolean isThroughFunction() {
        return !definition.events().isEmpty();
    }

    /**
     * A redrive that has not begun.
     *
     * @param progress told behind each failure that was sent back, so that it can ask for {@link Redrive#soFar}
     * @throws CommandFailedException if failures of this function cannot go on this way
     */
    public Redrive redrive(RedriveOptions options, Consumer<Redrive> progress) {
        QueueStore letters = services.queue(places.letters());
        Payloads payloads = new Payloads(services.s3());
        Route route;
        if (options.toSource()) {
            route = new ToSource(services.kinesis(), payloads);
        } else if (!isThroughFunction()) {
            throw new CommandFailedException(definition.logicalId()
                    + " answers to a pipe, and nothing but the pipe passes its answers on (expected: --to-source)");
        } else {
            route = new ThroughFunction(function.get(), payloads);
        }
        return new Redrive(
                route,
                stores(options.from(), letters),
                letters,
                new Selection(Optional.of(name()), options.reason(), options.since()),
                options.limit(),
                new Pace(
                        options.perSecond(),
                        System::nanoTime,
                        time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000)),
                progress,
                Clock.systemUTC());
    }

    /** Where its failures are, or those that are elsewhere. */
    List<FailureStore> stores(Optional<String> from) {
        return stores(from, services.queue(places.letters()));
    }

    /** The names of these places, without repeats among several functions. */
    List<String> placeNames() {
        List<String> names = new ArrayList<>(places.queues());
        places.buckets().forEach(bucket -> names.add("s3://" + bucket + "/" + FailurePlaces.PREFIX));
        return names;
    }

    private List<FailureStore> stores(Optional<String> from, QueueStore letters) {
        List<FailureStore> stores = new ArrayList<>();
        for (String place : from.map(List::of).orElseGet(this::placeNames)) {
            stores.add(place.equals(letters.url()) ? letters : store(place, services));
        }
        return stores;
    }

    /**
     * A place by its name.
     *
     * @throws CommandFailedException if it is none
     */
    static FailureStore store(String place, Services services) {
        Matcher objects = OBJECTS.matcher(place);
        if (objects.matches()) {
            return new BucketStore(services.s3(), objects.group(1), objects.group(2));
        }
        if (!QUEUE.matcher(place).matches()) {
            throw new CommandFailedException(
                    "--from: " + place + " (expected: a queue's URL, or s3://<bucket>/<prefix>)");
        }
        return services.queue(place);
    }
}
