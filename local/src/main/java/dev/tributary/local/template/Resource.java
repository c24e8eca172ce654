package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A resource that the template creates.
 *
 * @param logicalId behind those of the stacks that it stands in, as in {@code Flow/Function}
 * @param physicalName the name it has in its service
 * @param properties an object, its intrinsic functions resolved
 */
public record Resource(String logicalId, String type, String physicalName, JsonNode properties) {}
