/** System B as the template describes it, with its real handler, over the real wire protocols, on each backend. */
@NullMarked
package dev.tributary.scenarios;

import org.jspecify.annotations.NullMarked;
