/**
 * A YAML or JSON text as a tree that knows its lines, and the means to read values from it without losing an error.
 *
 * <p>{@link dev.countinghouse.billing.ports.catalogue.source.SourceText} parses, {@link
 * dev.countinghouse.billing.ports.catalogue.source.Fields} reads an object field by field, {@link
 * dev.countinghouse.billing.ports.catalogue.source.Values} holds the readers of single values, and {@link
 * dev.countinghouse.billing.ports.catalogue.source.Problems} collects everything that is wrong.
 *
 * <p>Invariants: a reader answers empty exactly when it has reported why, and scalars keep the characters that were
 * written, so no number ever passes a binary float. This is not a general data binder: nothing is mapped by reflection
 * and nothing here knows what a plan is. Start at {@code Fields}.
 */
@NullMarked
package dev.countinghouse.billing.ports.catalogue.source;

import org.jspecify.annotations.NullMarked;
