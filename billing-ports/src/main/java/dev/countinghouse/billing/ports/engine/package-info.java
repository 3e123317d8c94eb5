/**
 * The use cases: each takes a request, loads through driven ports, asks the domain, and stores the result.
 *
 * <p>Invariant: the engine and its builder are the only public types; everything else is reached through a driving port.
 * Time is read once per call from the {@code InstantSource} given to the builder and passed down as a value.
 *
 * <p>Not here: arithmetic (the domain's) and storage (the adapters'). Nothing in {@code driving} or {@code driven} knows
 * this package.
 *
 * <p>Start at the builder, then at the use case whose verb you call.
 */
@NullMarked
package dev.countinghouse.billing.ports.engine;

import org.jspecify.annotations.NullMarked;
