package dev.tributary.local.sns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Queues that keep what is sent to them. */
final class FakeQueues implements SqsClient {

    private static final String URL = "http://queues/";

    private final Map<String, List<SendMessageRequest>> queues = new TreeMap<>();

    synchronized void create(String name) {
        queues.put(name, new ArrayList<>());
    }

    synchronized void delete(String name) {
        queues.remove(name);
    }

    synchronized List<SendMessageRequest> sentTo(String name) {
        return List.copyOf(existing(name));
    }

    synchronized List<String> bodies(String name) {
        return existing(name).stream().map(SendMessageRequest::messageBody).toList();
    }

    @Override
    public synchronized GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
        existing(request.queueName());
        return GetQueueUrlResponse.builder().queueUrl(URL + request.queueName()).build();
    }

    @Override
    public synchronized SendMessageResponse sendMessage(SendMessageRequest request) {
        existing(request.queueUrl().substring(URL.length())).add(request);
        return SendMessageResponse.builder().build();
    }

    private List<SendMessageRequest> existing(String name) {
        List<SendMessageRequest> queue = queues.get(name);
        if (queue == null) {
            throw QueueDoesNotExistException.builder()
                    .message("no queue " + name)
                    .build();
        }
        return queue;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
