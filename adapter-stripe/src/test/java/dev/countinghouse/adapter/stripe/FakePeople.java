package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What customers, their banks, and somebody at the dashboard do at {@link FakeStripe}, and what is seen there. */
final class FakePeople {

    private final FakeAccount account;
    private final FakePayments payments;

    FakePeople(FakeAccount account, FakePayments payments) {
        this.account = account;
        this.payments = payments;
    }

    void authenticate(String id, boolean succeeds) {
        synchronized (account) {
            if (succeeds) {
                payments.succeed(payments.intents.get(id));
            } else {
                payments.intents
                        .get(id)
                        .put("status", "requires_payment_method")
                        .putNull("next_action");
                ((ObjectNode) payments.intents.get(id).putObject("last_payment_error"))
                        .put("type", "invalid_request_error")
                        .put("code", "payment_intent_authentication_failure");
            }
        }
    }

    void decide(String id, boolean succeeds) {
        synchronized (account) {
            if (succeeds) {
                payments.succeed(payments.intents.get(id));
            } else {
                payments.charge(payments.intents.get(id), "insufficient_funds");
                payments.intents.get(id).put("status", "requires_payment_method");
                payments.intents.get(id).putObject("last_payment_error").put("code", "insufficient_funds");
            }
        }
    }

    /** With the secret that his browser has, the customer tries another card: whether that was admitted. */
    boolean payWithSecret(String id) {
        synchronized (account) {
            boolean payable = FakePayments.PAYABLE.contains(FakePayments.status(payments.intents.get(id)));
            if (payable) {
                payments.succeed(payments.intents.get(id));
            }
            return payable;
        }
    }

    /** Somebody changes something about it that we do not look at. */
    void touch(String id) {
        synchronized (account) {
            payments.intents.get(id).putNull("last_payment_error").put("description", "other");
        }
    }

    void refundFromOutside(String id, long amount) {
        synchronized (account) {
            payments.refund(payments.intents.get(id), amount, JsonNodeFactory.instance.objectNode());
        }
    }

    /** The bank sends back the last refund. */
    void refundComesBack(String id) {
        synchronized (account) {
            ObjectNode last = payments.refunds.get("re_" + payments.refunds.size());
            last.put("status", "failed");
            ObjectNode charge = payments.charges.get(
                    payments.intents.get(id).path("latest_charge").asText());
            charge.put(
                    "amount_refunded",
                    charge.path("amount_refunded").asLong()
                            - last.path("amount").asLong());
        }
    }

    void dispute(String id, String status, long amount, String currency, long moved) {
        synchronized (account) {
            ObjectNode dispute = JsonNodeFactory.instance.objectNode();
            String name = "du_" + (payments.disputes.size() + 1);
            dispute.put("id", name)
                    .put("object", "dispute")
                    .put("status", status)
                    .put("created", payments.now());
            dispute.put("amount", amount).put("currency", currency).put("reason", "fraudulent");
            dispute.put("payment_intent", id);
            dispute.putArray("balance_transactions")
                    .addObject()
                    .put("id", "txn_1")
                    .put("amount", moved);
            payments.disputes.put(name, dispute);
            payments.charges
                    .get(payments.intents.get(id).path("latest_charge").asText())
                    .put("disputed", true);
        }
    }

    ObjectNode intent(String id) {
        synchronized (account) {
            return payments.intents.get(id).deepCopy();
        }
    }

    int intents() {
        synchronized (account) {
            return payments.intents.size();
        }
    }

    int refunds() {
        synchronized (account) {
            return payments.refunds.size();
        }
    }
}
