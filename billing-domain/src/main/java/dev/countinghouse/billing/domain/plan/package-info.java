/**
 * What is sold: plans with their charges, allowances, entitlements, phases and grants, coupons, one-time products, credits,
 * and the catalogue they are published in together with the meters.
 *
 * <p>A plan key names a product; a {@link dev.countinghouse.billing.domain.plan.PlanVersion} is its frozen terms. A
 * published version never changes: subscriptions pin one, and new terms are a new version.
 *
 * <p>No accounts and no time here. Start at {@code PlanVersion}.
 */
@NullMarked
package dev.countinghouse.billing.domain.plan;

import org.jspecify.annotations.NullMarked;
