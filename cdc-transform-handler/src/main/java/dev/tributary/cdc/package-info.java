/** Change data of databases, from {@code raw/} to {@code trusted/}: read, cleansed, checked and written per table. */
@NullMarked
package dev.tributary.cdc;

import org.jspecify.annotations.NullMarked;
