package dev.countinghouse.adapter.stripe;

import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps of a payment at Stripe: an intent is made from the order alone, so that the same order makes the same call,
 * whatever card the customer has by then; it is confirmed once; and where that failed it is called off, because somebody who
 * holds its secret, as the customer's browser may, could pay it later all the same.
 */
final class StripeIntents {

    private static final String CHARGE = "latest_charge";

    private final StripeConnection stripe;
    private final URI returnPage;

    StripeIntents(StripeConnection stripe, URI returnPage) {
        this.stripe = stripe;
        this.returnPage = returnPage;
    }

    PaymentIntent create(ChargeOrder order, CustomerRef customer) throws StripeRefusal {
        PaymentIntentCreateParams params = PaymentIntentCreateParams.builder()
                .setAmount(StripeAmounts.of(order.amount()))
                .setCurrency(StripeAmounts.currency(order.amount().currency()))
                .setCustomer(customer.value())
                .setDescription(order.description())
                .setAutomaticPaymentMethods(PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .build())
                .putMetadata(Metadata.KEY, order.key().value())
                .putMetadata(Metadata.ACCOUNT, order.account().value())
                .addExpand(CHARGE)
                .build();
        return stripe.ask("make payment " + order.key(), v1 -> v1.paymentIntents()
                .create(params, StripeConnection.once("charge:" + order.key())));
    }

    /** Once for each payment: whoever confirms it again gets the same answer, or a refusal. */
    void confirm(PaymentIntent intent, String method, boolean customerPresent, PaymentKey key) throws StripeRefusal {
        PaymentIntentConfirmParams.Builder params =
                PaymentIntentConfirmParams.builder().setPaymentMethod(method).setReturnUrl(returnPage.toString());
        if (!customerPresent) {
            params.setOffSession(true);
        }
        stripe.ask("confirm payment " + key, v1 -> v1.paymentIntents()
                .confirm(intent.getId(), params.build(), StripeConnection.once("confirm:" + key)));
    }

    /** As it is after nobody can pay it any more; or as it is, if it was paid before that. */
    PaymentIntent callOff(PaymentIntent intent, Failed why) {
        try {
            if (Metadata.of(intent, Metadata.FAILURE).isEmpty()) {
                PaymentIntentUpdateParams reason = PaymentIntentUpdateParams.builder()
                        .putMetadata(Metadata.FAILURE, why.code())
                        .putMetadata(Metadata.FAILURE_TEXT, why.text())
                        .build();
                stripe.ask("note why payment " + intent.getId() + " failed", v1 -> v1.paymentIntents()
                        .update(intent.getId(), reason));
            }
            stripe.ask("call off payment " + intent.getId(), v1 -> v1.paymentIntents()
                    .cancel(intent.getId()));
        } catch (StripeRefusal somebodyWasFaster) {
            return read(intent.getId());
        }
        return read(intent.getId());
    }

    PaymentIntent read(String id) {
        return find(id).orElseThrow(
                        () -> new IllegalStateException("Stripe does not know payment " + id + " any more"));
    }

    Optional<PaymentIntent> find(String id) {
        PaymentIntentRetrieveParams params =
                PaymentIntentRetrieveParams.builder().addExpand(CHARGE).build();
        try {
            return Optional.of(
                    stripe.ask("read payment " + id, v1 -> v1.paymentIntents().retrieve(id, params)));
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing()) {
                return Optional.empty();
            }
            throw StripeConnection.unexpected("read payment " + id, refusal);
        }
    }

    /** One that was made and not remembered. Lists show what there is, where a search may be late. */
    Optional<PaymentIntent> find(CustomerRef customer, PaymentKey key) {
        return list(customer, of(customer))
                .filter(intent -> Metadata.of(intent, Metadata.KEY).equals(Optional.of(key.value())))
                .findFirst()
                .map(intent -> read(intent.getId()));
    }

    /** All that were made at an instant or later, the last one first; with what came of their charges. */
    List<PaymentIntent> since(CustomerRef customer, Instant since) {
        PaymentIntentListParams.Builder params = of(customer)
                .setCreated(PaymentIntentListParams.Created.builder()
                        .setGte(since.getEpochSecond())
                        .build())
                .addExpand("data." + CHARGE);
        return list(customer, params).toList();
    }

    private static PaymentIntentListParams.Builder of(CustomerRef customer) {
        return PaymentIntentListParams.builder().setCustomer(customer.value()).setLimit(100L);
    }

    private Stream<PaymentIntent> list(CustomerRef customer, PaymentIntentListParams.Builder params) {
        return stripe.list("list payments of customer " + customer, params::setStartingAfter, v1 -> v1.paymentIntents()
                .list(params.build()));
    }

    static Optional<String> defaultMethod(Customer customer) {
        return Optional.ofNullable(customer.getInvoiceSettings())
                .flatMap(settings -> Optional.ofNullable(settings.getDefaultPaymentMethod()));
    }
}
