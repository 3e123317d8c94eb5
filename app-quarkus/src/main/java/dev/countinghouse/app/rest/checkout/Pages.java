package dev.countinghouse.app.rest.checkout;

import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import dev.countinghouse.billing.ports.driving.OpenPortal;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;

/** Where customers are sent, as far as whoever takes the payments has pages for them. */
@Singleton
final class Pages {

    private final BillingEngine engine;
    private final Payments payments;

    Pages(BillingEngine engine, Payments payments) {
        this.engine = engine;
        this.payments = payments;
    }

    OpenCheckout checkouts() {
        requirePages();
        return engine.openCheckout();
    }

    OpenPortal portals() {
        requirePages();
        return engine.openPortal();
    }

    private void requirePages() {
        if (!payments.hasPages()) {
            throw ProblemException.refused(
                    "customers cannot be sent to pages of the provider yet: choose what an account"
                            + " pays by with PUT /api/v1/accounts/{account}/payment-method");
        }
    }
}
