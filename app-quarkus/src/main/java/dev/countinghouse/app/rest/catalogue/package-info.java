/**
 * What is sold: catalogues are checked, compared, published and read back, as a whole or plan by plan.
 *
 * <p>Invariant: texts go through the engine's own reader and writer, so that a catalogue means the same here as in a file.
 */
@NullMarked
package dev.countinghouse.app.rest.catalogue;

import org.jspecify.annotations.NullMarked;
