/**
 * The REST service under {@code /api/v1}: one package per resource, each with the bodies it takes and gives.
 *
 * <p>Invariant: a resource translates and nothing else. What is refused is a {@code problem}; nothing is half done.
 *
 * <p>Start at {@code account}.
 */
@NullMarked
package dev.countinghouse.app.rest;

import org.jspecify.annotations.NullMarked;
