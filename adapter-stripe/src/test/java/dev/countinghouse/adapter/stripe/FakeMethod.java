package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/** Methods of payment at {@link FakeStripe}, by tokens as Stripe's test cards have them, and what becomes of who is charged by one. */
enum FakeMethod {
    OK("pm_card_visa", "4242", "", ""),
    DECLINED("pm_card_chargeCustomerFail", "0341", "card_declined", "generic_decline"),
    NO_FUNDS("pm_card_visa_chargeDeclinedInsufficientFunds", "9995", "card_declined", "insufficient_funds"),
    STOLEN("pm_card_visa_chargeDeclinedStolenCard", "9979", "card_declined", "stolen_card"),
    EXPIRED("pm_card_chargeDeclinedExpiredCard", "0069", "expired_card", ""),
    INCORRECT("pm_card_chargeDeclinedProcessingError", "0119", "processing_error", ""),
    /** Declined when it is attached. */
    DECLINED_AT_ONCE("pm_card_chargeDeclined", "0002", "card_declined", "generic_decline"),
    /** Asks for its holder each time. */
    AUTHENTICATES("pm_card_authenticationRequired", "3184", "authentication_required", "authentication_required"),
    BANK("pm_usBankAccount_success", "6789", "", "");

    private final String token;
    private final String last4;
    final String code;
    final String declineCode;

    FakeMethod(String token, String last4, String code, String declineCode) {
        this.token = token;
        this.last4 = last4;
        this.code = code;
        this.declineCode = declineCode;
    }

    String token() {
        return token;
    }

    static Optional<FakeMethod> of(String token) {
        return Arrays.stream(values()).filter(each -> each.token.equals(token)).findFirst();
    }

    ObjectNode shown(String id) {
        ObjectNode method = JsonNodeFactory.instance.objectNode();
        method.put("id", id).put("object", "payment_method");
        if (this == BANK) {
            method.put("type", "us_bank_account")
                    .putObject("us_bank_account")
                    .put("bank_name", "STRIPE TEST BANK")
                    .put("last4", last4);
        } else {
            method.put("type", "card").putObject("card").put("brand", "visa").put("last4", last4);
        }
        return method;
    }
}
