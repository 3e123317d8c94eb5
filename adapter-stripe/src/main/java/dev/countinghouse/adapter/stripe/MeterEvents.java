package dev.countinghouse.adapter.stripe;

import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.report.UsageReport;

/** How a meter event reaches Stripe, under the id of its report, which Stripe counts once within a day. */
interface MeterEvents {

    String CUSTOMER = "stripe_customer_id";
    String VALUE = "value";

    /** Returns when Stripe has taken it, which may check it later. */
    void send(UsageReport report, CustomerRef customer) throws StripeRefusal;
}
