/** Changes of rows and items, whatever tells of them, and the readers of the forms that they come in. */
@NullMarked
package dev.tributary.change;

import org.jspecify.annotations.NullMarked;
