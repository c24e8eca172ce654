package dev.tributary.local.demo;

import static dev.tributary.local.demo.SmallTemplate.PRODUCT_EVENTS;
import static dev.tributary.local.demo.SmallTemplate.SHARED;
import static dev.tributary.local.demo.SmallTemplate.TABLE_AUDIT;
import static dev.tributary.local.demo.SmallTemplate.USER_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.capture.CapturedChanges;
import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.template.PhysicalIds;
import dev.tributary.local.template.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSystemsTest {

    @TempDir
    Path folder;

    @Test
    void shouldFindWhereUserEventsGoInAndComeOut() {
        List<RecordSystem> systems = systems(SHARED + USER_EVENTS);

        assertThat(systems).singleElement().satisfies(system -> {
            assertThat(system.function().logicalId()).isEqualTo("EnrichmentFunction");
            assertThat(system.source().name()).isEqualTo("events");
            assertThat(system.lake()).isEqualTo(new LakeFolder("lake", "enriched-data/visits/"));
            assertThat(system.delivery()).isEqualTo(Delivery.FUNCTION);
        });
    }

    @Test
    void shouldFindWhereProductEventsGoInAndComeOut() {
        List<RecordSystem> systems = systems(SHARED + PRODUCT_EVENTS);

        assertThat(systems).singleElement().satisfies(system -> {
            assertThat(system.function().logicalId()).isEqualTo("PipesEnrichmentFunction");
            assertThat(system.source().name()).isEqualTo("product-events");
            assertThat(system.lake()).isEqualTo(new LakeFolder("lake", "enriched-data/products/"));
            assertThat(system.delivery()).isEqualTo(Delivery.PIPE);
            assertThat(system.pipeQueue()).contains("pipe-dead-letters");
        });
    }

    @Test
    void shouldFindWhereChangesAreMadeAndTold() {
        List<RecordSystem> systems = systems(SHARED + TABLE_AUDIT);

        assertThat(systems).singleElement().satisfies(system -> {
            assertThat(system.function().logicalId()).isEqualTo("AuditFunction");
            assertThat(system.source())
                    .isEqualTo(new TableSource("activities", "arn:aws:sns:us-east-1:000000000000:changes"));
            assertThat(system.lake()).isEqualTo(new LakeFolder("trail", "audit-logs/activities/"));
            assertThat(system.delivery()).isEqualTo(Delivery.TRAIL);
        });
    }

    @Test
    void shouldFindWhereChangesOfADatabaseGoIn() {
        Template shipped =
                Template.read(Path.of("../template.yaml"), Map.of("LoadSampleData", "true"), PhysicalIds.AWS);

        assertThat(DemoSystems.wantChanges(shipped)).isTrue();
        assertThat(DemoSystems.of(shipped, Optional.empty(), DemoSystemsTest::noChanges))
                .filteredOn(system -> system instanceof ChangeSystem)
                .singleElement()
                .satisfies(system -> {
                    assertThat(system.function().logicalId()).isEqualTo("ChangeData/CdcTransformFunction");
                    assertThat(((ChangeSystem) system).stream()).isEqualTo("tributary-dev-change-data");
                });
    }

    @Test
    void shouldAskForNoChangesWhereNoFunctionTakesThem() {
        assertThat(DemoSystems.wantChanges(SmallTemplate.read(folder, SHARED + USER_EVENTS, PhysicalIds.AWS)))
                .isFalse();
    }

    @Test
    void shouldTakeTheSystemsInTheTemplatesOrder() {
        assertThat(systems(SHARED + PRODUCT_EVENTS + USER_EVENTS))
                .extracting(system -> system.source().name())
                .containsExactly("product-events", "events");
    }

    @Test
    void shouldReadReferenceDataInBothForms() {
        EventModel events = ((StreamSource) systems(SHARED + USER_EVENTS).get(0).source()).events();

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

    private List<RecordSystem> systems(String template) {
        return all(template).map(RecordSystem.class::cast).toList();
    }

    private Stream<DemoSystem> all(String template) {
        return DemoSystems.of(
                SmallTemplate.read(folder, template, PhysicalIds.AWS), Optional.empty(), DemoSystemsTest::noChanges)
                .stream();
    }

    private static CapturedChanges noChanges() {
        throw new AssertionError("asked for before they are sent");
    }
}
