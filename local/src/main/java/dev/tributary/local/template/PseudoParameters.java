package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.local.backend.Backend;
import java.util.Map;

/** What a template's {@code AWS::...} names stand for: the account and region that every backend has, and the stack. */
final class PseudoParameters {

    static final String REGION = Backend.REGION;
    static final String ACCOUNT = Backend.ACCOUNT;

    /** The name of the outermost stack. */
    static final String STACK = "tributary";

    /** Stands for a value that is to be left out. */
    static final JsonNode NO_VALUE = MissingNode.getInstance();

    private PseudoParameters() {}

    /** The values in the stack of this name. */
    static Map<String, JsonNode> values(String stack) {
        return Map.of(
                "AWS::AccountId", new TextNode(ACCOUNT),
                "AWS::NoValue", NO_VALUE,
                "AWS::NotificationARNs", new ArrayNode(JsonNodeFactory.instance),
                "AWS::Partition", new TextNode("aws"),
                "AWS::Region", new TextNode(REGION),
                "AWS::StackId", new TextNode(ResourceKind.STACK_ARN.replace("{name}", stack)),
                "AWS::StackName", new TextNode(stack),
                "AWS::URLSuffix", new TextNode("amazonaws.com"));
    }
}
