package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSystemsTest {

    private static final String SHARED = """
            Resources:
              LakeBucket: { Type: AWS::S3::Bucket, Properties: { BucketName: lake } }
            """;

    private static final String USER_EVENTS = """
              EventStream: { Type: AWS::Kinesis::Stream, Properties: { Name: events } }
              SampleUserProfiles:
                Type: Custom::SampleData
                Properties: { Items: [{ user_id: user1, name: Jo }, { user_id: { S: user2 }, age: { N: "7.50" } }] }
              EnrichmentFunction:
                Type: AWS::Serverless::Function
                Properties: { Handler: "a.B::c", Environment: { Variables: { LAKE_DATASET: visits } } }
            """;

    @TempDir
    Path folder;

    @Test
    void shouldFindWhereUserEventsGoInAndComeOut() throws IOException {
        List<DemoSystem> systems = systems(SHARED + USER_EVENTS);

        assertThat(systems).singleElement().satisfies(system -> {
            assertThat(system.function().logicalId()).isEqualTo("EnrichmentFunction");
            assertThat(system.stream()).isEqualTo("events");
            assertThat(system.lake()).isEqualTo(new LakeFolder("lake", "enriched-data/visits/"));
            assertThat(system.delivery()).isEqualTo(Delivery.FUNCTION);
        });
    }

    @Test
    void shouldReadReferenceDataInBothForms() throws IOException {
        EventModel events = systems(SHARED + USER_EVENTS).get(0).events();

        assertThat(events.additions(ExactJson.parse("{\"user_id\":\"user1\"}")))
                .hasToString("{user={\"name\":\"Jo\"}}");
        assertThat(events.additions(ExactJson.parse("{\"user_id\":\"user2\"}"))).hasToString("{user={\"age\":7.50}}");
        assertThat(events.additions(ExactJson.parse("{\"user_id\":\"user3\"}"))).isEmpty();
    }

    @Test
    void shouldSayThatATemplateHasNoFunctionItKnows() {
        assertThatThrownBy(() -> systems(SHARED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the template has no function that the demo has events for");
    }

    @Test
    void shouldNameAPartThatIsMissing() {
        String template = SHARED + USER_EVENTS.replace("EventStream", "OtherStream");

        assertThatThrownBy(() -> systems(template)).hasMessage("the template has no EventStream");
    }

    private List<DemoSystem> systems(String template) throws IOException {
        return DemoSystems.of(Template.read(Files.writeString(folder.resolve("template.yaml"), template), Map.of()));
    }
}
