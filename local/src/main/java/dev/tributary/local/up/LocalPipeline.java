package dev.tributary.local.up;

import dev.tributary.local.api.ApiServer;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.pipeline.Pipeline;
import dev.tributary.local.provision.Provisioned;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.template.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The embedded services, what the template creates on them, and its functions, all in this process. */
final class LocalPipeline implements AutoCloseable {

    private final Map<String, String> parameters;
    private final Backend backend;
    private final List<Provisioned> resources;
    private final Pipeline pipeline;
    private final Optional<ApiServer> api;

    LocalPipeline(
            Map<String, String> parameters,
            Backend backend,
            List<Provisioned> resources,
            Pipeline pipeline,
            Optional<ApiServer> api) {
        this.parameters = parameters;
        this.backend = backend;
        this.resources = resources;
        this.pipeline = pipeline;
        this.api = api;
    }

    /**
     * Starts everything.
     *
     * @throws RuntimeException if a part does not start; the others are stopped again
     */
    static LocalPipeline start(Path templateFile, Map<String, String> parameters, Ports ports) {
        Backend backend = EmbeddedBackend.startOn(ports.services());
        try {
            Template template = Template.read(templateFile, parameters, backend::queueUrl);
            List<Provisioned> resources = new Provisioner(backend).provision(template);
            Pipeline pipeline = Pipeline.start(template, backend, FaultPlan.none());
            return new LocalPipeline(parameters, backend, resources, pipeline, api(template, backend, ports, pipeline));
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    private static Optional<ApiServer> api(Template template, Backend backend, Ports ports, Pipeline pipeline) {
        try {
            return ApiServer.apiOf(template).map(api -> ApiServer.start(api, backend, ports.api(), FaultPlan.none()));
        } catch (RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    RunningPipeline description() {
        return new RunningPipeline(
                ProcessHandle.current().pid(),
                Backend.REGION,
                Backend.ACCOUNT,
                backend.endpoints(),
                api.map(ApiServer::url).orElse(null),
                parameters);
    }

    /** The template's API, if it has one. */
    Optional<ApiServer> api() {
        return api;
    }

    List<Provisioned> resources() {
        return resources;
    }

    /**
     * Looks whether the functions are still fed, and what they answer still written.
     *
     * @throws IllegalStateException if not
     */
    void check() {
        pipeline.check();
    }

    /**
     * Whether the functions are done with all that is in the streams.
     *
     * @throws IllegalStateException if they are no longer fed
     */
    boolean isResolved() {
        return pipeline.isResolved();
    }

    /** @throws IllegalStateException if what the pipeline took cannot be written; all is stopped even so */
    @Override
    public void close() {
        try (backend) {
            api.ifPresent(ApiServer::close);
            pipeline.close();
        }
    }
}
