package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The methods of payment the stand-in knows, and what becomes of who is charged by one. Their tokens are their names in lower
 * case, such as {@code card_declined}; the cards have the last digits of the test cards of Stripe that do the same.
 */
public enum TestMethod {
    /** Succeeds. What an account has that was given no other. */
    CARD_OK("visa 4242"),
    /** Fails: {@code card_declined}. */
    CARD_DECLINED("visa 0002"),
    /** Fails: {@code insufficient_funds}. */
    CARD_INSUFFICIENT_FUNDS("visa 9995"),
    /** Fails: {@code expired_card}. */
    CARD_EXPIRED("visa 0069"),
    /**
     * Requires action until {@link PaymentStandIn#authenticate}, then succeeds or fails: {@code authentication_failed}.
     * Fails at once, {@code authentication_required}, if the customer is not present.
     */
    CARD_AUTHENTICATION("visa 3155"),
    /** Is processing for 3 days or until {@link PaymentStandIn#decide}, then succeeds. */
    BANK_ASYNC_OK("bank account 6789"),
    /** Is processing for 3 days or until {@link PaymentStandIn#decide}, then fails: {@code insufficient_funds}. */
    BANK_ASYNC_FAILS("bank account 2227"),
    /** Succeeds, and nobody is told: the call that charged throws. Asked again, there the payment is. */
    CARD_TIMEOUT_AFTER_CHARGE("visa 5041"),
    /** The first call under a key throws and charges nothing; asked again, it succeeds. */
    CARD_TIMEOUT_BEFORE_CHARGE("visa 5040"),
    /** Succeeds; a day later what is left of it is disputed as {@code fraudulent}. */
    CARD_DISPUTE("visa 0259"),
    /** The account has no method any more; fails: {@code no_payment_method}. */
    NONE("");

    static final Duration DECIDED_AFTER = Duration.ofDays(3);
    static final Duration DISPUTED_AFTER = Duration.ofDays(1);

    private static final Failed NO_FUNDS =
            new Failed("insufficient_funds", "There is not enough money in the account.");

    private final String label;

    TestMethod(String label) {
        this.label = label;
    }

    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a customer may see it; empty for {@link #NONE}. */
    public Optional<String> label() {
        return label.isEmpty() ? Optional.empty() : Optional.of(label);
    }

    /** @throws IllegalArgumentException for a token that is none of these */
    public static TestMethod of(String token) {
        return Arrays.stream(values())
                .filter(method -> method.token().equals(token))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + token
                        + "' is no method of payment of the stand-in, it knows "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(TestMethod::token).toList())));
    }

    /** What an account is charged by. */
    static TestMethod of(StandInBook book, AccountId account) {
        return book.find("method/" + account)
                .map(page -> of(PaymentText.parsed(page.text()).path("method").textValue()))
                .orElse(CARD_OK);
    }

    /** What becomes of a charge at once. */
    PaymentState charged(boolean customerPresent, Supplier<URI> authenticationPage) {
        return switch (this) {
            case CARD_OK, CARD_TIMEOUT_AFTER_CHARGE, CARD_TIMEOUT_BEFORE_CHARGE, CARD_DISPUTE ->
                new PaymentState.Succeeded();
            case CARD_DECLINED -> new Failed("card_declined", "The card was declined.");
            case CARD_INSUFFICIENT_FUNDS -> NO_FUNDS;
            case CARD_EXPIRED -> new Failed("expired_card", "The card has expired.");
            case CARD_AUTHENTICATION ->
                customerPresent
                        ? new PaymentState.RequiresAction(authenticationPage.get())
                        : new Failed("authentication_required", "The card asks for its holder, who was not there.");
            case BANK_ASYNC_OK, BANK_ASYNC_FAILS -> new PaymentState.Processing();
            case NONE -> new Failed("no_payment_method", "There is no card or bank account to charge.");
        };
    }

    boolean isDecidedLater() {
        return this == BANK_ASYNC_OK || this == BANK_ASYNC_FAILS;
    }

    /** What becomes of a payment that was processing. */
    PaymentState decided() {
        return this == BANK_ASYNC_FAILS ? NO_FUNDS : new PaymentState.Succeeded();
    }
}
