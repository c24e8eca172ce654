/** Tributary's metrics, by name and unit, printed in CloudWatch's embedded metric format. */
@NullMarked
package dev.tributary.metrics;

import org.jspecify.annotations.NullMarked;
