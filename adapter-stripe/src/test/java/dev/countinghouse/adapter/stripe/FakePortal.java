package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The customer portal of {@link FakeStripe}. */
final class FakePortal {

    private final FakeAccount account;
    private boolean isSetUp = true;
    private int sessions;

    FakePortal(FakeAccount account) {
        this.account = account;
    }

    static boolean isFor(FakeCall call) {
        return call.is("POST /v1/billing_portal/sessions");
    }

    /** Nobody has saved its settings in the dashboard. */
    void isNotSetUp() {
        isSetUp = false;
    }

    FakeAnswer answer(FakeCall call) {
        String customer = call.sent().path("customer").asText();
        if (!account.isCustomer(customer)) {
            return FakeAnswer.missing("customer", customer);
        }
        if (!isSetUp) {
            return FakeAnswer.invalid(
                    "", "No configuration provided and your default configuration has not been created");
        }
        sessions++;
        return FakeAnswer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("id", "bps_" + sessions)
                .put("object", "billing_portal.session")
                .put("customer", customer)
                .put("return_url", call.sent().path("return_url").asText())
                .put("url", "https://billing.stripe.example/p/session/" + sessions));
    }
}
