/**
 * The syntax of charge models: one codec each, which holds the model's name, its fields, how it is read and how it is
 * written.
 *
 * <p>Invariant: reading what a codec wrote gives the same model, and every type {@code ChargeModel} permits has a codec
 * (a test says so). Prices are read from their digits in the currency of the plan.
 *
 * <p>What a model means and costs is not here but in {@code domain.pricing}. To add a model, follow {@code
 * docs/charge-models.md}. Start at {@link dev.countinghouse.billing.ports.catalogue.charge.ModelCodec} and the list in
 * {@link dev.countinghouse.billing.ports.catalogue.charge.ModelCodecs}.
 */
@NullMarked
package dev.countinghouse.billing.ports.catalogue.charge;

import org.jspecify.annotations.NullMarked;
