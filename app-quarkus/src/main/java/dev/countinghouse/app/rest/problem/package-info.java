/**
 * What goes wrong, as RFC 9457 problem details: a stable type, and for bad input each field with its value and what would
 * be right.
 */
@NullMarked
package dev.countinghouse.app.rest.problem;

import org.jspecify.annotations.NullMarked;
