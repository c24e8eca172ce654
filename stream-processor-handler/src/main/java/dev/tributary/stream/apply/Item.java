package dev.tributary.stream.apply;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of the table, with all its attributes. */
record Item(Map<String, AttributeValue> attributes) {}
