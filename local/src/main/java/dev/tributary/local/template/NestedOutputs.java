package dev.tributary.local.template;

/** What {@code Fn::GetAtt} gives for the stacks within a stack. */
@FunctionalInterface
interface NestedOutputs {

    /**
     * The value of an output, whose stack is read for it.
     *
     * @param attribute such as {@code Outputs.StreamArn}
     */
    String get(String logicalId, String attribute, Location from);
}
