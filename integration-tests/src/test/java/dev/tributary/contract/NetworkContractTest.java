package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import dev.tributary.local.template.TemplateException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two parameters put all functions into subnets, and let their roles do what Lambda needs for it; or none. */
class NetworkContractTest {

    /** Two subnets, and two groups. */
    static final Map<String, String> NETWORK = Map.of(
            "SubnetIds", "subnet-0123456789abcdef0,subnet-0fedcba987654321f",
            "SecurityGroupIds", "sg-0123456789abcdef0,sg-01234567");

    private static final Template INSIDE = Shipped.template(NETWORK);
    private static final Template OUTSIDE = Shipped.template(Map.of());
    private static final String POLICY = "NetworkPolicy";

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldPutEachFunctionIntoTheSubnets(FunctionDefinition function) {
        assertThat(Shipped.properties(INSIDE, function.logicalId()).path("VpcConfig"))
                .hasToString("{\"SubnetIds\":[\"subnet-0123456789abcdef0\",\"subnet-0fedcba987654321f\"],"
                        + "\"SecurityGroupIds\":[\"sg-0123456789abcdef0\",\"sg-01234567\"]}");
        assertThat(Shipped.properties(OUTSIDE, function.logicalId()).has("VpcConfig"))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldAllowWhatTheNetworkNeedsByThePolicyAlone(FunctionDefinition function) {
        ObjectNode inside = Shipped.roleOf(INSIDE, function).properties().deepCopy();

        assertThat(inside.remove("ManagedPolicyArns"))
                .hasToString("[\"arn:aws:iam::000000000000:policy/" + policy().physicalName() + "\"]");
        assertThat(inside).isEqualTo(Shipped.roleOf(OUTSIDE, function).properties());
    }

    /** The Lambda developer guide has the list ("Giving Lambda functions access to resources in an Amazon VPC"). */
    @Test
    void shouldAllowLambdaToKeepInterfacesAndTheFunctionsNotTo() {
        JsonNode statements = policy().properties().at("/PolicyDocument/Statement");

        assertThat(statements.findValues("Action").stream().flatMap(actions -> Grants.texts(actions).stream()))
                .containsExactlyInAnyOrder(
                        "ec2:AssignPrivateIpAddresses",
                        "ec2:CreateNetworkInterface",
                        "ec2:DeleteNetworkInterface",
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSubnets",
                        "ec2:UnassignPrivateIpAddresses");
        assertThat(statements).allSatisfy(statement -> assertThat(statement.path("Condition"))
                .hasToString("{\"Null\":{\"lambda:SourceFunctionArn\":\"true\"}}"));
    }

    @Test
    void shouldMakeNoPolicyWhereThereIsNoNetwork() {
        assertThat(OUTSIDE.resources()).extracting(Resource::logicalId).doesNotContain(POLICY);
    }

    /** IAM takes 1,000 characters, and replaces a policy whose description changes. */
    @Test
    void shouldMakeAnotherPolicyForOtherIds() {
        Map<String, String> longest = Map.of(
                "Environment", "an-environment-9",
                "SubnetIds", String.join(",", Collections.nCopies(16, "subnet-0123456789abcdef0")),
                "SecurityGroupIds", String.join(",", Collections.nCopies(5, "sg-0123456789abcdef0")));

        assertThat(Shipped.properties(Shipped.template(longest), POLICY)
                        .path("Description")
                        .asText())
                .contains(longest.values())
                .hasSizeLessThanOrEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({"SubnetIds, subnet-01234567", "SecurityGroupIds, sg-01234567"})
    void shouldRefuseHalfANetwork(String parameter, String value) {
        assertThatThrownBy(() -> Shipped.template(Map.of(parameter, value)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("SubnetIds and SecurityGroupIds need each other");
    }

    private static Resource policy() {
        List<Resource> policies = INSIDE.resources().stream()
                .filter(resource -> resource.type().equals("AWS::IAM::ManagedPolicy"))
                .toList();
        assertThat(policies).extracting(Resource::logicalId).containsExactly(POLICY);
        return policies.get(0);
    }
}
