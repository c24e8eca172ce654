package dev.tributary.local.sns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Answers of the AWS query protocol. Of an answer's members, texts become elements, lists of structures {@code member}
 * elements, and maps {@code entry} elements with a key and a value.
 */
final class XmlAnswer {

    static final String CONTENT_TYPE = "text/xml";

    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;

    private XmlAnswer() throws XMLStreamException {
        this.xml = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
    }

    /** @param result empty for an action that answers nothing */
    static byte[] success(String action, Map<String, ?> result, String requestId) {
        return document(action + "Response", answer -> {
            if (!result.isEmpty()) {
                answer.structure(action + "Result", result);
            }
            answer.structure("ResponseMetadata", Map.of("RequestId", requestId));
        });
    }

    static byte[] error(SnsException error, String requestId) {
        return document("ErrorResponse", answer -> {
            answer.xml.writeStartElement("Error");
            answer.text("Type", error.isSenderFault() ? "Sender" : "Receiver");
            answer.text("Code", error.code());
            answer.text("Message", error.message());
            answer.xml.writeEndElement();
            answer.text("RequestId", requestId);
        });
    }

    private static byte[] document(String root, Content content) {
        try {
            XmlAnswer answer = new XmlAnswer();
            answer.xml.writeStartElement(root);
            answer.xml.writeDefaultNamespace(NAMESPACE);
            content.write(answer);
            answer.xml.writeEndElement();
            answer.xml.close();
            return answer.bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("answers hold what can be written", e);
        }
    }

    private void structure(String name, Map<?, ?> members) throws XMLStreamException {
        xml.writeStartElement(name);
        for (Map.Entry<?, ?> member : members.entrySet()) {
            write(member.getKey().toString(), member.getValue());
        }
        xml.writeEndElement();
    }

    private void write(String name, Object value) throws XMLStreamException {
        if (value instanceof List<?> structures) {
            xml.writeStartElement(name);
            for (Object structure : structures) {
                structure("member", (Map<?, ?>) structure);
            }
            xml.writeEndElement();
        } else if (value instanceof Map<?, ?> map) {
            xml.writeStartElement(name);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                structure("entry", Map.of("key", entry.getKey(), "value", entry.getValue()));
            }
            xml.writeEndElement();
        } else {
            text(name, value.toString());
        }
    }

    private void text(String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        // XML has no way to write the others.
        xml.writeCharacters(value.replaceAll("[^\\t\\n\\r -\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?"));
        xml.writeEndElement();
    }

    @FunctionalInterface
    private interface Content {
        void write(XmlAnswer answer) throws XMLStreamException;
    }
}
