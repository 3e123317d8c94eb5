/**
 * Processes that are killed with SIGKILL while they record usage, and the proof that this loses nothing and counts nothing
 * twice.
 *
 * <p>Invariant: what a client was told is kept is there once; what it was not told is there once or not at all.
 *
 * <p>Start at {@link dev.countinghouse.adapter.postgres.crash.KillScenario}.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.crash;

import org.jspecify.annotations.NullMarked;
