/** Fakes and builders that tests of every module share: AWS services in memory, records, time that tests move. */
@NullMarked
package dev.tributary.testing;

import org.jspecify.annotations.NullMarked;
