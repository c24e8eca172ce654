package dev.tributary.local.template;

/** The ids that the place where resources are created decides upon, and the template cannot know. */
@FunctionalInterface
public interface PhysicalIds {

    /** As AWS has them. */
    PhysicalIds AWS = queueName -> "https://sqs.%s.amazonaws.com/%s/%s"
            .formatted(PseudoParameters.REGION, PseudoParameters.ACCOUNT, queueName);

    String queueUrl(String queueName);
}
