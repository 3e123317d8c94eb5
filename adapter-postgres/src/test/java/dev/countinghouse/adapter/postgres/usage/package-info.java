/**
 * What the contracts of the ports do not ask of the usage log: rollups against events, months, group commit.
 *
 * <p>Invariant: usage is compared with {@link dev.countinghouse.billing.domain.metering.EventUsage}, rollup rows with those
 * made anew.
 *
 * <p>Start at {@link dev.countinghouse.adapter.postgres.usage.RollupsTest}.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.usage;

import org.jspecify.annotations.NullMarked;
