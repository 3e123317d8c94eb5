/**
 * What only the stand-alone service keeps, because hosts that embed the engine have their own: projects, later people and
 * organisations. Hibernate Panache entities, in the engine's transactions and therefore bound to the same accounts.
 */
@NullMarked
package dev.countinghouse.app.directory;

import org.jspecify.annotations.NullMarked;
