package dev.tributary.aws;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** Bounds calls by a deadline, which requests of the enhanced client have no place for. */
public record BoundedDynamoDb(DynamoDbClient dynamoDb, Deadline deadline) implements DynamoDbClient {

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return dynamoDb.batchGetItem(request.toBuilder()
                .overrideConfiguration(AwsClients.within(deadline))
                .build());
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return dynamoDb.transactWriteItems(request.toBuilder()
                .overrideConfiguration(AwsClients.within(deadline))
                .build());
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return dynamoDb.putItem(request.toBuilder()
                .overrideConfiguration(AwsClients.within(deadline))
                .build());
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return dynamoDb.deleteItem(request.toBuilder()
                .overrideConfiguration(AwsClients.within(deadline))
                .build());
    }

    @Override
    public String serviceName() {
        return dynamoDb.serviceName();
    }

    @Override
    public void close() {
        // Whoever made the client closes it.
    }
}
