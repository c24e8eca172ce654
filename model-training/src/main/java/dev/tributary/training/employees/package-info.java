/** Employees that are made up, with salaries of a known relation: to train on, to evaluate with, and to show. */
@NullMarked
package dev.tributary.training.employees;

import org.jspecify.annotations.NullMarked;
