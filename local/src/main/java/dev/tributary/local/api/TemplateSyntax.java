package dev.tributary.local.api;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.velocity.runtime.parser.node.ASTDirective;
import org.apache.velocity.runtime.parser.node.ASTExpression;
import org.apache.velocity.runtime.parser.node.ASTMathNode;
import org.apache.velocity.runtime.parser.node.ASTMethod;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.ASTSetDirective;
import org.apache.velocity.runtime.parser.node.ASTStringLiteral;
import org.apache.velocity.runtime.parser.node.Node;

/**
 * Finds in a parsed template what Velocity 2 takes and Velocity 1, which API Gateway runs, does not (expressions as arguments,
 * defaults of references), directives that no template of API Gateway is known to use, and variables that nothing sets.
 */
final class TemplateSyntax {

    /** {@code #set}, {@code #if} and their kin are no directives to Velocity's parser. */
    private static final Set<String> DIRECTIVES = Set.of("foreach");

    private static final Set<String> GIVEN = Set.of("context", "foreach", "input", "stageVariables", "util");

    private static final Pattern INTERPOLATED = Pattern.compile("\\$!?\\{?([A-Za-z][\\w-]*)");

    private final String name;
    private final Set<String> variables = new HashSet<>(GIVEN);

    private TemplateSyntax(String name) {
        this.name = name;
    }

    /** @throws TemplateErrorException naming the template, the line and what is wrong */
    static void check(String name, Node template) {
        TemplateSyntax syntax = new TemplateSyntax(name);
        syntax.collect(template);
        syntax.check(template);
    }

    private void collect(Node node) {
        boolean assigns = node instanceof ASTSetDirective || node instanceof ASTDirective;
        if (assigns && node.jjtGetNumChildren() > 0 && node.jjtGetChild(0) instanceof ASTReference variable) {
            variables.add(variable.getRootString());
        }
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            collect(node.jjtGetChild(i));
        }
    }

    private void check(Node node) {
        if (node instanceof ASTDirective directive && !DIRECTIVES.contains(directive.getDirectiveName())) {
            throw error(node, "#" + directive.getDirectiveName(), "#set, #if, #elseif, #else, #foreach or #end");
        }
        if (node instanceof ASTReference reference) {
            checkVariable(node, reference.getRootString());
            if (hasChild(node, ASTExpression.class)) {
                throw error(node, node.literal(), "a reference without a default, which Velocity 1 does not have");
            }
        }
        if (node instanceof ASTMethod) {
            checkArguments(node);
        }
        if (node instanceof ASTStringLiteral && node.literal().startsWith("\"")) {
            Matcher references = INTERPOLATED.matcher(node.literal());
            while (references.find()) {
                checkVariable(node, references.group(1));
            }
        }
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            check(node.jjtGetChild(i));
        }
    }

    private void checkArguments(Node method) {
        for (int i = 1; i < method.jjtGetNumChildren(); i++) {
            if (hasChild(method.jjtGetChild(i), ASTMathNode.class)) {
                throw error(method, method.literal(), "arguments without arithmetic, which Velocity 1 does not take");
            }
        }
    }

    private void checkVariable(Node at, String variable) {
        if (!variables.contains(variable)) {
            throw error(at, "$" + variable, "a variable that the template sets, or one of $" + GIVEN);
        }
    }

    private static boolean hasChild(Node node, Class<? extends Node> type) {
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            if (type.isInstance(node.jjtGetChild(i))) {
                return true;
            }
        }
        return false;
    }

    private TemplateErrorException error(Node node, String reference, String expectation) {
        return new TemplateErrorException(name + ", line " + node.getLine(), reference, expectation);
    }
}
