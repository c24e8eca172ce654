package dev.tributary.change;

import dev.tributary.change.RowChange.Operation;

/**
 * A change as a DynamoDB stream tells of it; the stream, the sequence number and the event's id are those of its record.
 *
 * @param event what changed, numbers, binaries and sets as {@link DynamoDbJson} writes them
 * @param name what the stream calls it
 * @param region the table's region
 * @param viewType what the stream was told to keep, such as {@code NEW_AND_OLD_IMAGES}
 * @param sizeBytes bytes of keys and images, as DynamoDB counts them
 * @param expired whether time to live removed the item
 */
public record DynamoDbChange(
        RowChange event, EventName name, String region, String viewType, long sizeBytes, boolean expired) {

    /** DynamoDB's own words for what was done, and the images that tell of it. */
    public enum EventName {
        INSERT(Operation.INSERT, false, true),
        MODIFY(Operation.UPDATE, true, true),
        REMOVE(Operation.DELETE, true, false);

        private final Operation operation;
        private final boolean hasOldImage;
        private final boolean hasNewImage;

        EventName(Operation operation, boolean hasOldImage, boolean hasNewImage) {
            this.operation = operation;
            this.hasOldImage = hasOldImage;
            this.hasNewImage = hasNewImage;
        }

        Operation operation() {
            return operation;
        }

        boolean hasOldImage() {
            return hasOldImage;
        }

        boolean hasNewImage() {
            return hasNewImage;
        }
    }
}
