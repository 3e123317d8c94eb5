/**
 * Products that were bought once: who owns which copy of what. What it cost is an entry of the ledger.
 *
 * <p>Start with {@link dev.countinghouse.billing.domain.ownership.Ownership}.
 */
@NullMarked
package dev.countinghouse.billing.domain.ownership;

import org.jspecify.annotations.NullMarked;
