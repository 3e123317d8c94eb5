/**
 * The engine embedded in an ordinary program: the code that the manual shows, compiled and run.
 *
 * <p>Invariant: uses the public door only, the driving ports and the engine's builder.
 *
 * <p>Not here: a framework, a database, or anything that a reader would not copy.
 *
 * <p>Start at {@code MonthEnd}.
 */
@NullMarked
package dev.countinghouse.example;

import org.jspecify.annotations.NullMarked;
