package dev.tributary.local.demo;

import dev.tributary.local.template.FunctionDefinition;
import java.util.Optional;

/**
 * One system of the template, as the demo sees it.
 *
 * @param source what its events go into
 * @param judge says what must come out
 * @param delivery how that comes out
 * @param lake where it comes out
 * @param pipeQueue the name of the queue that is told what a pipe gives up, if the function is behind one
 * @param topicArn the topic that tells of every record, if there is one
 */
record DemoSystem(
        FunctionDefinition function,
        Source source,
        LineJudge judge,
        Delivery delivery,
        LakeFolder lake,
        Optional<String> pipeQueue,
        Optional<String> topicArn) {

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
