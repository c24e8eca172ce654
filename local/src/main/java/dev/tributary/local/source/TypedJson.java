package dev.tributary.local.source;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's typed JSON, such as <code>{"price": {"N": "49.99"}}</code> ("AttributeValue" in the API reference of
 * Amazon DynamoDB): numbers are text, binary is base64. Attributes are in the order of their names.
 */
final class TypedJson {

    private TypedJson() {}

    static void write(JsonGenerator json, Map<String, AttributeValue> attributes) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> attribute : new TreeMap<>(attributes).entrySet()) {
            json.writeFieldName(attribute.getKey());
            write(json, attribute.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AttributeValue value) throws IOException {
        json.writeStartObject();
        switch (value.type()) {
            case S -> json.writeStringField("S", value.s());
            case N -> json.writeStringField("N", value.n());
            case B -> json.writeBinaryField("B", value.b().asByteArrayUnsafe());
            case SS -> writeTexts(json, "SS", value.ss());
            case NS -> writeTexts(json, "NS", value.ns());
            case BS -> writeBinaries(json, value.bs());
            case L -> writeList(json, value.l());
            case BOOL -> json.writeBooleanField("BOOL", value.bool());
            case NUL -> json.writeBooleanField("NULL", value.nul());
            case M, UNKNOWN_TO_SDK_VERSION -> {
                // The streams of DynamoDB Local give an empty map as {}, without its type; nothing else has none.
                json.writeFieldName("M");
                write(json, value.m());
            }
        }
        json.writeEndObject();
    }

    private static void writeTexts(JsonGenerator json, String type, List<String> elements) throws IOException {
        json.writeArrayFieldStart(type);
        for (String element : elements) {
            json.writeString(element);
        }
        json.writeEndArray();
    }

    private static void writeBinaries(JsonGenerator json, List<SdkBytes> elements) throws IOException {
        json.writeArrayFieldStart("BS");
        for (SdkBytes element : elements) {
            json.writeBinary(element.asByteArrayUnsafe());
        }
        json.writeEndArray();
    }

    private static void writeList(JsonGenerator json, List<AttributeValue> elements) throws IOException {
        json.writeArrayFieldStart("L");
        for (AttributeValue element : elements) {
            write(json, element);
        }
        json.writeEndArray();
    }
}
