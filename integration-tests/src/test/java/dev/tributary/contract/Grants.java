package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** What IAM roles of the template allow. */
final class Grants {

    private static final String NETWORK_POLICY = "arn:aws:iam::000000000000:policy/tributary-NetworkPolicy";

    private Grants() {}

    /** An action on a resource, as {@code action on ARN}. */
    static String grant(String action, String resource) {
        return action + " on " + resource;
    }

    /** Every grant of a role, but for the network, of which {@code NetworkContractTest} tells; fails on forms that say more than they show. */
    static Set<String> of(JsonNode role) {
        assertThat(texts(role.path("ManagedPolicyArns"))).isSubsetOf(NETWORK_POLICY);
        Set<String> grants = new TreeSet<>();
        for (JsonNode statement : statements(role)) {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            assertThat(statement.has("NotAction") || statement.has("NotResource"))
                    .as(statement.toString())
                    .isFalse();
            for (String action : texts(statement.path("Action"))) {
                texts(statement.path("Resource")).forEach(resource -> grants.add(grant(action, resource)));
            }
        }
        return grants;
    }

    static List<JsonNode> statements(JsonNode role) {
        List<JsonNode> statements = new ArrayList<>();
        role.path("Policies")
                .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(statements::add));
        return statements;
    }

    /** The services through which a role may use keys, such as {@code s3}. */
    static Set<String> keyServices(JsonNode role) {
        Set<String> services = new TreeSet<>();
        for (JsonNode statement : statements(role)) {
            if (texts(statement.path("Action")).get(0).startsWith("kms:")) {
                texts(statement.at("/Condition/StringEquals/kms:ViaService"))
                        .forEach(service -> services.add(service.replace(".us-east-1.amazonaws.com", "")));
            }
        }
        return services;
    }

    /** A text, or an array of texts. */
    static List<String> texts(JsonNode node) {
        return node.isTextual()
                ? List.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }
}
