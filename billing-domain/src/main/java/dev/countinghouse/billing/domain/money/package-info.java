/**
 * Exact numbers and money.
 *
 * <p>{@link dev.countinghouse.billing.domain.money.Fraction} is the number everything is computed with: quantities,
 * factors, amounts before they are settled. {@link dev.countinghouse.billing.domain.money.Amount} is an exact amount of a
 * currency, {@link dev.countinghouse.billing.domain.money.Money} a settled one in whole minor units. The only way from
 * the first to the second is {@code Amount.settle()}, once per invoice line.
 *
 * <p>Invariant: nothing here rounds unless its name says so, and no binary floating point is ever involved. This is not a
 * general maths or FX library: there is no conversion between currencies.
 */
@NullMarked
package dev.countinghouse.billing.domain.money;

import org.jspecify.annotations.NullMarked;
