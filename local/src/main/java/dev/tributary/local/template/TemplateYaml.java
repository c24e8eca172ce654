package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * CloudFormation's YAML as JSON, the short forms of intrinsic functions in their long forms. As CloudFormation documents it: YAML
 * 1.1 without timestamps, hash merges and aliases of collections, and 1 MB at most.
 */
final class TemplateYaml {

    private static final int MAX_BYTES = 1_000_000;
    private static final int MAX_DEPTH = 60;

    /** Other forms (octal, with underscores, sexagesimal) stay text, so that an account id keeps its zeros. */
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})\\.\\d{1,18}");
    private static final List<String> WITHOUT_PREFIX = List.of("Ref", "Condition");

    private TemplateYaml() {}

    /**
     * Reads a template.
     *
     * @param root its place in messages
     * @throws TemplateException if the file cannot be read as such
     */
    static JsonNode read(Path file, Location root) {
        try (Reader reader = Files.newBufferedReader(file)) {
            if (Files.size(file) > MAX_BYTES) {
                throw root.error(Files.size(file) + " bytes", "at most " + MAX_BYTES);
            }
            Node node = yaml().compose(reader);
            if (!(node instanceof MappingNode)) {
                throw root.error(node == null ? "empty" : node.getNodeId(), "a mapping with Resources");
            }
            return convert(node, root);
        } catch (YAMLException | IOException e) {
            throw new TemplateException(root + ": " + e.getMessage(), e);
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(MAX_DEPTH);
        return new Yaml(new SafeConstructor(options));
    }

    private static JsonNode convert(Node node, Location at) {
        String tag = node.getTag().getValue();
        JsonNode value;
        if (node instanceof MappingNode mapping) {
            value = object(mapping, at);
        } else if (node instanceof SequenceNode sequence) {
            value = array(sequence, at);
        } else {
            value = scalar((ScalarNode) node);
        }
        return tag.startsWith("!") ? longForm(tag.substring(1), value) : value;
    }

    private static JsonNode object(MappingNode mapping, Location at) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw at.error("a key that is a " + entry.getKeyNode().getNodeId(), "text as key");
            }
            String name = key.getValue();
            if (object.has(name)) {
                throw at.field(name).error("given twice", "each key once");
            }
            object.set(name, convert(entry.getValueNode(), at.field(name)));
        }
        return object;
    }

    private static JsonNode array(SequenceNode sequence, Location at) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node element : sequence.getValue()) {
            array.add(convert(element, at.index(array.size())));
        }
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        if (tag.equals(Tag.BOOL)) {
            return BooleanNode.valueOf(List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
        }
        if (tag.equals(Tag.INT) && INTEGER.matcher(text).matches()) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        if (tag.equals(Tag.FLOAT) && DECIMAL.matcher(text).matches()) {
            return DecimalNode.valueOf(new BigDecimal(text));
        }
        return new TextNode(text);
    }

    private static JsonNode longForm(String function, JsonNode value) {
        String key = WITHOUT_PREFIX.contains(function) ? function : "Fn::" + function;
        return JsonNodeFactory.instance.objectNode().set(key, value);
    }
}
