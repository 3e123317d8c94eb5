/**
 * Who takes money for credits.
 *
 * <p>That is Stripe where the settings name a key for it, and otherwise the stand-in, which charges nobody: it keeps its book
 * in the database and sends its notices over HTTP, so that they arrive as a provider's do. Start at {@link dev.countinghouse.app.payment.Payments}.
 */
@NullMarked
package dev.countinghouse.app.payment;

import org.jspecify.annotations.NullMarked;
