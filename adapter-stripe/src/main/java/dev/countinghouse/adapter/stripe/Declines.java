package dev.countinghouse.adapter.stripe;

import com.stripe.model.Charge;
import com.stripe.model.StripeError;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why Stripe says that a payment failed, in the words of {@link Failed}. */
final class Declines {

    static final String NO_METHOD = "no_payment_method";
    static final String NOT_AUTHENTICATED = "authentication_failed";
    static final String CALLED_OFF = "canceled";

    /** In a currency of which Stripe takes round amounts only. */
    static final String NOT_AN_AMOUNT = "amount_not_chargeable";

    private static final String DECLINED = "card_declined";

    /** Reasons of a bank that the customer can do something about. Others, such as that a card was stolen, are his bank's to tell. */
    private static final Set<String> TOLD = Set.of("insufficient_funds", "expired_card", "authentication_required");

    private static final Map<String, String> RENAMED = Map.of(
            "payment_intent_authentication_failure", NOT_AUTHENTICATED,
            "setup_intent_authentication_failure", NOT_AUTHENTICATED,
            "authentication_not_handled", "authentication_required",
            "payment_method_customer_decline", DECLINED);

    private static final Map<String, String> TEXTS = Map.of(
            NO_METHOD,
            "There is no card or bank account to charge.",
            NOT_AUTHENTICATED,
            "The customer did not authenticate himself.",
            "authentication_required",
            "The card asks for its holder, who was not there.",
            "insufficient_funds",
            "There is not enough money in the account.",
            "expired_card",
            "The card has expired.",
            DECLINED,
            "The card was declined.",
            CALLED_OFF,
            "The payment was called off.");

    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_TEXT = 300;

    private Declines() {}

    static Failed of(StripeError error) {
        return of(error.getCode(), error.getDeclineCode(), error.getMessage());
    }

    static Failed of(Charge failed) {
        return of(failed.getFailureCode(), null, failed.getFailureMessage());
    }

    static Failed of(StripeRefusal refusal) {
        return of(refusal.code(), null, refusal.text());
    }

    static Failed of(@Nullable String code, @Nullable String declineCode, @Nullable String text) {
        String told = Stream.of(declineCode, code)
                .filter(Objects::nonNull)
                .filter(TOLD::contains)
                .findFirst()
                .orElseGet(() -> renamed(code));
        return failed(told, text);
    }

    static Failed of(String code) {
        return failed(code, null);
    }

    /** As it was written down before. */
    static Failed failed(String code, @Nullable String text) {
        String words = text == null || text.isBlank()
                ? TEXTS.getOrDefault(code, "The payment was not made: " + code + ".")
                : text;
        return new Failed(code, words.length() > LONGEST_TEXT ? words.substring(0, LONGEST_TEXT) : words);
    }

    private static String renamed(@Nullable String code) {
        if (code == null || code.isEmpty()) {
            return "payment_failed";
        }
        String plain = code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return RENAMED.getOrDefault(plain, plain.substring(0, Math.min(plain.length(), LONGEST_CODE)));
    }
}
