/** Event notifications of buckets: how S3 tells a function of new objects, on one machine. */
@NullMarked
package dev.tributary.local.bucket;

import org.jspecify.annotations.NullMarked;
