/** The template's REST API on this machine: its own OpenAPI document and mapping templates, evaluated as API Gateway does. */
@NullMarked
package dev.tributary.local.api;

import org.jspecify.annotations.NullMarked;
