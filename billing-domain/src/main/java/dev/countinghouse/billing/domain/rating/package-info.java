/**
 * From usage and terms to exact amounts: one function for estimate, live usage, preview, quota and invoice.
 *
 * <p>{@link dev.countinghouse.billing.domain.rating.Rater} is pure: the same segments, usage and as-of give the same lines,
 * whatever the order in which events arrived. Amounts stay exact fractions; they become money on an invoice line and
 * nowhere before. Minimum and maximum spend are known only when the period is over.
 *
 * <p>Nothing is stored or numbered here: that is {@code invoice}. Start at {@code Rater} and its test.
 */
@NullMarked
package dev.countinghouse.billing.domain.rating;

import org.jspecify.annotations.NullMarked;
