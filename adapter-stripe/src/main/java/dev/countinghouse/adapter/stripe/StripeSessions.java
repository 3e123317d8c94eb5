package dev.countinghouse.adapter.stripe;

import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutOrder.Price;
import java.util.Optional;

/**
 * Checkout sessions at Stripe: pages of its own where a customer pays an amount, or chooses what he pays by. They are made
 * from the order alone, so that the same order makes the same call. There can be two under one key only if Stripe makes one
 * later that it has failed to make; one of them is remembered, and nobody is sent to the other.
 */
final class StripeSessions {

    private final StripeConnection stripe;

    StripeSessions(StripeConnection stripe) {
        this.stripe = stripe;
    }

    Session create(CheckoutOrder order, CustomerRef customer) throws StripeRefusal {
        SessionCreateParams.Builder params = SessionCreateParams.builder()
                .setUiMode(SessionCreateParams.UiMode.HOSTED_PAGE)
                .setCustomer(customer.value())
                .setSuccessUrl(order.returnTo().success().toString())
                .setCancelUrl(order.returnTo().cancel().toString())
                .putMetadata(Metadata.KEY, order.key().value())
                .putMetadata(Metadata.ACCOUNT, order.account().value());
        order.price().ifPresentOrElse(price -> pay(params, order, price), () -> choose(params, order));
        return stripe.make(
                "make a page under " + order.key(),
                "checkout:" + order.key(),
                () -> find(customer, order.key()),
                (v1, once) -> v1.checkout().sessions().create(params.build(), once));
    }

    /** Which methods are offered is set at Stripe; those that cannot pay the currency are not. */
    private static void choose(SessionCreateParams.Builder params, CheckoutOrder order) {
        params.setMode(SessionCreateParams.Mode.SETUP).setCurrency(StripeAmounts.currency(order.currency()));
    }

    private static void pay(SessionCreateParams.Builder params, CheckoutOrder order, Price price) {
        params.setMode(SessionCreateParams.Mode.PAYMENT)
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(SessionCreateParams.LineItem.PriceData.builder()
                                .setCurrency(
                                        StripeAmounts.currency(price.amount().currency()))
                                .setUnitAmount(StripeAmounts.of(price.amount()))
                                .setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                        .setName(price.description())
                                        .build())
                                .build())
                        .build())
                // in another currency it would be another amount than was agreed
                .setAdaptivePricing(SessionCreateParams.AdaptivePricing.builder()
                        .setEnabled(false)
                        .build())
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .setDescription(price.description())
                        .putMetadata(Metadata.KEY, order.key().value())
                        .putMetadata(Metadata.ACCOUNT, order.account().value())
                        .build());
    }

    Session read(String id) {
        return find(id).orElseThrow(
                        () -> new IllegalStateException("Stripe does not know checkout " + id + " any more"));
    }

    /** With what came of it. */
    Optional<Session> find(String id) {
        SessionRetrieveParams params = SessionRetrieveParams.builder()
                .addExpand("payment_intent.latest_charge")
                .addExpand("setup_intent")
                .build();
        try {
            return Optional.of(stripe.ask(
                    "read checkout " + id, v1 -> v1.checkout().sessions().retrieve(id, params)));
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing()) {
                return Optional.empty();
            }
            throw StripeConnection.unexpected("read checkout " + id, refusal);
        }
    }

    /** One that was made and not remembered. */
    Optional<Session> find(CustomerRef customer, PaymentKey key) {
        SessionListParams.Builder params =
                SessionListParams.builder().setCustomer(customer.value()).setLimit(100L);
        return stripe.list("list checkouts of customer " + customer, params::setStartingAfter, v1 -> v1.checkout()
                        .sessions()
                        .list(params.build()))
                .filter(session -> Metadata.of(session, Metadata.KEY).equals(Optional.of(key.value())))
                .findFirst()
                .map(session -> read(session.getId()));
    }
}
