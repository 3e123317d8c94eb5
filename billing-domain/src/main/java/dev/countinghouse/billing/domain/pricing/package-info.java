/**
 * What usage costs: every charge model, one type each.
 *
 * <p>A {@link dev.countinghouse.billing.domain.pricing.ChargeModel} turns the {@link
 * dev.countinghouse.billing.domain.pricing.ChargedUse} of one segment into an exact amount and says step by step how.
 * Models are pure; they know nothing of plans, invoices or allowances.
 *
 * <p>Invariant: pricing a period in pieces ({@code before} growing) gives the same total as pricing it at once, for every
 * model whose price does not depend on the total (volume tiers do, by definition). To add a model, write a record that
 * implements {@code ChargeModel}, list it in its {@code permits}, and teach the catalogue codec its syntax: {@code
 * docs/charge-models.md} walks through it. Start at {@code ChargeModel} and {@code Graduated}.
 */
@NullMarked
package dev.countinghouse.billing.domain.pricing;

import org.jspecify.annotations.NullMarked;
