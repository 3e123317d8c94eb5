package dev.countinghouse.adapter.stripe;

import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import dev.countinghouse.billing.domain.payment.PaymentState.Processing;
import dev.countinghouse.billing.domain.payment.PaymentState.RequiresAction;
import dev.countinghouse.billing.domain.payment.PaymentState.Succeeded;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads off a payment intent, its latest charge expanded, what became of the payment. */
final class IntentReader {

    /** How long a customer is waited for at the page where he authenticates himself: the page is gone by then. */
    static final Duration PATIENCE = Duration.ofDays(1);

    static final String CANCELED = "canceled";

    private IntentReader() {}

    /** Empty if it was never confirmed: nothing was taken, or not yet. */
    static Optional<PaymentState> state(PaymentIntent intent, Instant now) {
        return switch (intent.getStatus()) {
            case "succeeded" -> Optional.of(new Succeeded());
            case "requires_action" -> Optional.of(waiting(intent, now));
            case "requires_payment_method", "requires_confirmation" ->
                failure(intent).map(failed -> failed);
            case CANCELED -> Optional.of(failure(intent).orElseGet(() -> Declines.of(Declines.CALLED_OFF)));
            default -> Optional.of(new Processing());
        };
    }

    /** What Stripe shows on a page of its own; other things a customer could do are none he is ever asked for. */
    private static PaymentState waiting(PaymentIntent intent, Instant now) {
        PaymentIntent.NextAction action = intent.getNextAction();
        if (action != null && action.getRedirectToUrl() != null) {
            Instant begun = Instant.ofEpochSecond(intent.getCreated());
            return now.isAfter(begun.plus(PATIENCE))
                    ? Declines.of(Declines.NOT_AUTHENTICATED)
                    : action(action.getRedirectToUrl().getUrl());
        }
        return action != null && action.getVerifyWithMicrodeposits() != null
                ? action(action.getVerifyWithMicrodeposits().getHostedVerificationUrl())
                : new Processing();
    }

    private static PaymentState action(@Nullable String page) {
        return page == null ? new Processing() : new RequiresAction(URI.create(page));
    }

    private static Optional<Failed> failure(PaymentIntent intent) {
        Optional<String> noted = Metadata.of(intent, Metadata.FAILURE);
        if (noted.isPresent()) {
            String text = Metadata.of(intent, Metadata.FAILURE_TEXT).orElse("");
            return Optional.of(Declines.failed(noted.get(), text));
        }
        StripeError error = intent.getLastPaymentError();
        if (error != null) {
            return Optional.of(Declines.of(error));
        }
        // the error is gone after any change of the intent, a charge that failed stays
        Charge charge = intent.getLatestChargeObject();
        return Optional.ofNullable(charge)
                .filter(it -> Boolean.FALSE.equals(it.getPaid()))
                .map(Declines::of);
    }
}
