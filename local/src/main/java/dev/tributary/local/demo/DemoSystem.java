package dev.tributary.local.demo;

import dev.tributary.local.template.FunctionDefinition;
import java.util.Optional;

/**
 * One system of the template, as the demo sees it.
 *
 * @param stream the name of the stream that its events go into
 * @param events what goes in, and what must come out
 * @param delivery how that comes out
 * @param lake where it comes out
 * @param pipeQueue the name of the queue that is told what a pipe gives up, if the function is behind one
 */
record DemoSystem(
        FunctionDefinition function,
        String stream,
        EventModel events,
        Delivery delivery,
        LakeFolder lake,
        Optional<String> pipeQueue) {

    /** A variable of the function. */
    String variable(String name) {
        return variable(function, name);
    }

    static String variable(FunctionDefinition function, String name) {
        String value = function.environment().get(name);
        if (value == null) {
            throw new IllegalStateException(function.logicalId() + " has no variable " + name);
        }
        return value;
    }
}
