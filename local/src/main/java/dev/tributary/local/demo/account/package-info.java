/** What was sent, what was found of it, and whether that is right: accounts that share nothing with the functions' code. */
@NullMarked
package dev.tributary.local.demo.account;

import org.jspecify.annotations.NullMarked;
