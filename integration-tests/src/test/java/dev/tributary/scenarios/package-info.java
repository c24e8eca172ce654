/** The systems as the template describes them, with their real handlers, over the real wire protocols, on each backend. */
@NullMarked
package dev.tributary.scenarios;

import org.jspecify.annotations.NullMarked;
