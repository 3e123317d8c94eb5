package dev.countinghouse.app.rest.checkout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.checkout.PlanChoice;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CheckoutSession", description = "A visit to a page of the payment provider, and what has become of it")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckoutBody(
        @Schema(examples = "checkout-4711") String id,
        @Schema(examples = "acme") String account,
        @Schema(enumeration = {"set_up", "purchase"}) String purpose,
        @Schema(
                        enumeration = {"requested", "open", "completed", "expired", "failed"},
                        description =
                                "`completed`: the customer has done his part and what follows from it is done; see"
                                        + " `purchaseState` for whether money has come. `failed`: he has, and what was to follow"
                                        + " was refused")
                String state,
        @Schema(description = "While it is open: where the customer's browser has to go") @Nullable String url,
        @Schema(description = "For `failed`") @Nullable String reason,
        @Schema(examples = "pro") @Nullable String plan,
        @Nullable Long quantity,
        @Schema(description = "The id of what is bought", examples = "checkout/checkout-4711") @Nullable
                String purchase,
        @Schema(description = "As of the purchase: credits are granted with `succeeded`") @Nullable
                String purchaseState,
        Instant startedAt) {

    static CheckoutBody of(BillingEngine engine, Checkout checkout) {
        PurchaseId bought = PurchaseId.ofCheckout(checkout.id().value());
        return of(checkout, engine.readPurchases().find(checkout.account(), bought));
    }

    private static CheckoutBody of(Checkout checkout, Optional<Purchase> purchase) {
        Optional<PlanChoice> choice = checkout.purpose().fold(CheckoutPurpose.SetUp::plan, buy -> Optional.empty());
        return new CheckoutBody(
                checkout.id().value(),
                checkout.account().value(),
                checkout.purpose().name(),
                checkout.state().key(),
                checkout.page()
                        .filter(page -> checkout.state() == Checkout.State.OPEN)
                        .map(URI::toString)
                        .orElse(null),
                checkout.reason().orElse(null),
                choice.map(it -> it.plan().value()).orElse(null),
                choice.map(PlanChoice::quantity).orElse(null),
                purchase.map(it -> it.id().value()).orElse(null),
                purchase.map(Purchase::state).orElse(null),
                checkout.startedAt());
    }
}
