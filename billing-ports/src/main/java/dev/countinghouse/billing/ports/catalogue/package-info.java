/**
 * The codec of the catalogue and the price book: YAML or JSON in, domain types out, and back.
 *
 * <p>Invariant: a number is read from its text and never passes through a binary float; what is written reads back
 * equal. An error names the line, the field, the value found and what would be right, and all errors of a file are
 * reported together.
 *
 * <p>Not here: data binding, and publishing. Which version is in force is the engine's matter.
 *
 * <p>Start at the reader, then at the example catalogues it is tested with.
 */
@NullMarked
package dev.countinghouse.billing.ports.catalogue;

import org.jspecify.annotations.NullMarked;
