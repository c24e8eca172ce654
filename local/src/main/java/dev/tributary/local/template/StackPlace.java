package dev.tributary.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a stack stands among those of a template.
 *
 * @param root the outermost template's file
 * @param file the stack's own
 * @param stacks logical ids of the stacks that lead to it, each in the template of the one before
 */
record StackPlace(Path root, Path file, List<String> stacks, PhysicalIds ids) {

    StackPlace {
        stacks = List.copyOf(stacks);
    }

    static StackPlace outermost(Path file, PhysicalIds ids) {
        return new StackPlace(file, file, List.of(), ids);
    }

    /** The place of a stack within this one. */
    StackPlace within(String logicalId, Path template) {
        List<String> path = new ArrayList<>(stacks);
        path.add(logicalId);
        return new StackPlace(root, template, path, ids);
    }

    /** The file that a path in this template means: relative ones begin at the template's folder. */
    Path resolve(String path) {
        return file.resolveSibling(path).normalize();
    }

    int depth() {
        return stacks.size();
    }

    /** The stack's name, as a deployment that names the outermost one {@code tributary} would make it. */
    String name() {
        return stacks.isEmpty() ? PseudoParameters.STACK : PseudoParameters.STACK + "-" + String.join("-", stacks);
    }

    /** How a resource of the stack is named from outside: {@code Flow/Function}, as SAM's command line has it. */
    String path(String logicalId) {
        return stacks.isEmpty() ? logicalId : String.join("/", stacks) + "/" + logicalId;
    }

    /** The template's root, in messages: its file as seen from the outermost, with the stack, for a file may make several. */
    Location location() {
        Path folder = root.toAbsolutePath().resolveSibling("").normalize();
        String name = folder.relativize(file.toAbsolutePath().normalize()).toString();
        return new Location(stacks.isEmpty() ? name : name + " (" + String.join("/", stacks) + ")", "");
    }
}
