package dev.tributary.local.demo;

import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.account.Source;
import dev.tributary.local.template.FunctionDefinition;
import java.util.Optional;

/**
 * One system of the template, as the demo sees it.
 *
 * @param source what its events go into
 * @param delivery how they come out
 * @param lake where they come out
 * @param pipeQueue the name of the queue that is told what a pipe gives up, if the function is behind one
 */
record DemoSystem(
        FunctionDefinition function, Source source, Delivery delivery, LakeFolder lake, Optional<String> pipeQueue) {

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
