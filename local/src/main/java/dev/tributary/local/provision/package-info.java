/** Creates on a backend the resources that a template describes. */
@NullMarked
package dev.tributary.local.provision;

import org.jspecify.annotations.NullMarked;
