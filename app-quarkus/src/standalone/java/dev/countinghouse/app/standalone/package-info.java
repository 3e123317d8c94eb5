/**
 * The stand-alone build: a real PostgreSQL in the jar, for trying things out on a machine with nothing but a JDK.
 *
 * <p>Not here: anything production needs. The profile {@code standalone} adds this folder.
 */
@NullMarked
package dev.countinghouse.app.standalone;

import org.jspecify.annotations.NullMarked;
