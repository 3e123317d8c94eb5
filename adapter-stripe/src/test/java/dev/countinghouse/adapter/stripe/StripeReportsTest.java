package dev.countinghouse.adapter.stripe;

class StripeReportsTest extends StripeReportsCase {

    @Override
    StripeSettings way(StripeSettings settings) {
        return settings;
    }

    @Override
    int told() {
        return stripe.calls("POST /v1/billing/meter_events").size();
    }
}
