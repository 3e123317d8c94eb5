/**
 * What callers ask of the engine: one interface per verb, so that listing this package lists the features.
 *
 * <p>Invariant: every request and answer is made of domain types and records declared here. A business refusal is a value
 * of the answer, never an exception, and a command that is repeated under the same key has one effect.
 *
 * <p>Not here: how it is done ({@code engine}), where it is kept ({@code driven}), and the shape of HTTP.
 *
 * <p>Start at the verb you need; the engine's builder hands out its implementation.
 */
@NullMarked
package dev.countinghouse.billing.ports.driving;

import org.jspecify.annotations.NullMarked;
