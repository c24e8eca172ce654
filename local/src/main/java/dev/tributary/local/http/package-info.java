/** What the servers of this module share: an HTTP server that only this machine can reach. */
@NullMarked
package dev.tributary.local.http;

import org.jspecify.annotations.NullMarked;
