package dev.tributary.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.backend.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFolderTest {

    private static final RunningPipeline PIPELINE = new RunningPipeline(
            4711,
            "us-east-1",
            "000000000000",
            Map.of(Service.SQS, URI.create("http://127.0.0.1:4602")),
            URI.create("http://127.0.0.1:4605/v1"),
            Map.of("BatchSize", "10"));

    @TempDir
    Path root;

    private PipelineFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new PipelineFolder(root);
    }

    @Test
    void shouldTellOfThePipelineWhileItRuns() throws IOException {
        try (PipelineFolder.Claim claim = folder.claim()) {
            claim.announce(PIPELINE);

            assertThat(folder.require()).isEqualTo(PIPELINE);
            assertThat(folder.find()).contains(PIPELINE);
            claim.withdraw();
            assertThat(folder.find()).isEmpty();
        }
        assertNoneRuns();
    }

    @Test
    void shouldSayThatNoneRuns() throws IOException {
        assertNoneRuns();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void shouldNotBelieveWhatAKilledPipelineTold() throws IOException {
        leaveState();

        assertNoneRuns();
        try (PipelineFolder.Claim claim = folder.claim()) {
            assertThatThrownBy(folder::require)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessage("the pipeline here is starting; try again once ./tributary up says that it is ready");
            claim.announce(PIPELINE);
        }
    }

    @Test
    void shouldRefuseASecondPipeline() throws IOException {
        try (PipelineFolder.Claim claim = folder.claim()) {
            claim.announce(PIPELINE);

            assertThatThrownBy(folder::claim)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageStartingWith("a pipeline is running here already (process 4711); ");
        }
    }

    /** A killed process leaves its file, and the system takes its lock. */
    private void leaveState() throws IOException {
        try (PipelineFolder.Claim claim = folder.claim()) {
            claim.announce(PIPELINE);
        }
    }

    private void assertNoneRuns() throws IOException {
        assertThat(folder.find()).isEmpty();
        assertThatThrownBy(folder::require)
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("no pipeline is running here; start one with ./tributary up");
    }
}
