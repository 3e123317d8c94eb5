/**
 * Benchmarks of the hot paths against peers and against the plain way of doing the same.
 *
 * <p>Invariant: base and subject run interleaved in one process, and the ratio is what is reported; the machine's own
 * speed says nothing.
 *
 * <p>Not here: tests. Nothing in this module runs in a build unless the {@code bench} profile asks for it.
 *
 * <p>Start at {@code Benchmarks}.
 */
@NullMarked
package dev.countinghouse.benchmarks;

import org.jspecify.annotations.NullMarked;
