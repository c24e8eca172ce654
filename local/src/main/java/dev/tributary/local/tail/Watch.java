package dev.tributary.local.tail;

import java.util.List;

/** A place where findings appear. */
sealed interface Watch permits BucketWatch, QueueWatch {

    /** What appeared since the last look, oldest first. */
    List<Finding> look();

    /** Takes what is there as seen. */
    void skip();
}
