package dev.tributary.local.api;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.ReferenceInsertionEventHandler;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.runtime.parser.node.SimpleNode;

/**
 * A mapping template of API Gateway, evaluated by Velocity 2 set to the ways of version 1: hyphens in names, empty text and
 * lists as true, no conversion of arguments. What API Gateway would print of a reference without a value nobody documents; here it is an error unless the
 * template says {@code $!}, and so are maps and lists.
 */
final class MappingTemplate {

    private static final RuntimeInstance VELOCITY = velocity();

    /** A template's size at most, in characters of ASCII: a quota of API Gateway. */
    private static final int MAX_LENGTH = 300 << 10;

    private final String name;
    private final Template template;

    private MappingTemplate(String name, Template template) {
        this.name = name;
        this.template = template;
    }

    /**
     * Parses a template.
     *
     * @param name where it stands, for messages
     * @throws TemplateErrorException if it is not Velocity, or more than API Gateway is known to take
     */
    static MappingTemplate of(String name, String text) {
        if (text.length() > MAX_LENGTH) {
            throw new TemplateErrorException(name, text.length() + " characters", "at most " + MAX_LENGTH);
        }
        Template template = new Template();
        template.setName(name);
        template.setRuntimeServices(VELOCITY);
        try {
            SimpleNode root = VELOCITY.parse(new StringReader(text), template);
            template.setData(root);
            template.initDocument();
            TemplateSyntax.check(name, root);
        } catch (ParseException | VelocityException e) {
            throw new TemplateErrorException(name, String.valueOf(e.getMessage()), "Velocity");
        }
        return new MappingTemplate(name, template);
    }

    /** @throws TemplateErrorException if it asks for what API Gateway does not have */
    String evaluate(TemplateInput input, ContextVariables context, Map<String, String> stageVariables) {
        VelocityContext variables = new VelocityContext(new HashMap<>(Map.of(
                "input", input, "util", new TemplateUtil(), "context", context, "stageVariables", stageVariables)));
        EventCartridge events = new EventCartridge();
        events.addReferenceInsertionEventHandler(printable());
        events.addMethodExceptionHandler((ignored, type, method, cause, at) -> {
            throw new IllegalStateException(
                    name + ", line " + at.getLine() + ": " + method + ": " + cause.getMessage(), cause);
        });
        events.attachToContext(variables);
        StringWriter out = new StringWriter();
        template.merge(variables, out);
        return out.toString();
    }

    private ReferenceInsertionEventHandler printable() {
        return (context, reference, value) -> {
            boolean isScalar = value instanceof String || value instanceof Number || value instanceof Boolean;
            if (!isScalar && !reference.startsWith("$!")) {
                throw new TemplateErrorException(
                        name, reference + " is " + value, "text, a number or a boolean where it is printed");
            }
            return value;
        };
    }

    private static RuntimeInstance velocity() {
        RuntimeInstance velocity = new RuntimeInstance();
        velocity.setProperty(RuntimeConstants.PARSER_HYPHEN_ALLOWED, "true");
        velocity.setProperty(RuntimeConstants.CHECK_EMPTY_OBJECTS, "false");
        velocity.setProperty(RuntimeConstants.SPACE_GOBBLING, "bc");
        velocity.setProperty(RuntimeConstants.UBERSPECT_CLASSNAME, TemplateLanguage.class.getName());
        velocity.setProperty(RuntimeConstants.CONVERSION_HANDLER_CLASS, "none");
        velocity.setProperty(RuntimeConstants.RESOURCE_LOADERS, "string");
        velocity.setProperty(
                "resource.loader.string.class", "org.apache.velocity.runtime.resource.loader.StringResourceLoader");
        velocity.init();
        return velocity;
    }
}
