/** What a payment provider that invoices by himself is told: which meters, products and prices he needs, and how much was used. */
@NullMarked
package dev.countinghouse.billing.domain.provider;

import org.jspecify.annotations.NullMarked;
