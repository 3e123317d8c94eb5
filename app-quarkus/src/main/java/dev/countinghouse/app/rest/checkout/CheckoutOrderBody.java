package dev.countinghouse.app.rest.checkout;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.checkout.PlanChoice;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "CheckoutOrder",
        description =
                "What the customer is sent to the page for: credits with `amount` or `pack`, otherwise a method of"
                        + " payment, and with `plan` a plan that begins with it")
public record CheckoutOrderBody(
        @Schema(
                        description = "Your own, so that a repeated call is recognised; made up where absent",
                        examples = "checkout-4711")
                @Nullable
                String id,
        @Schema(description = "What the account is put on, or changes to, once it has a method", examples = "pro")
                @Nullable
                String plan,
        @Schema(description = "How many times the plan is taken; once where absent", examples = "1")
                @Nullable
                @Min(1)
                @Max(1_000_000)
                Long quantity,
        @Schema(description = "To be paid, for as many credits") @Nullable MoneyBody amount,
        @Schema(description = "One of `/credit-packs`", examples = "gpu_100") @Nullable String pack,
        @Schema(
                        description = "Where the customer comes back to when he is done; on one of the listed origins",
                        examples = "https://app.example.com/done")
                @NotBlank
                @Size(max = 2_000)
                String successUrl,
        @Schema(
                        description = "Where he comes back to when he leaves it at that",
                        examples = "https://app.example.com/billing")
                @NotBlank
                @Size(max = 2_000)
                String cancelUrl) {

    OpenCheckout.Order toOrder(AccountId account) {
        CheckoutId chosen =
                id == null ? new CheckoutId(UUID.randomUUID().toString()) : Fields.read("id", id, CheckoutId::new);
        return new OpenCheckout.Order(account, chosen, purpose(), successUrl, cancelUrl);
    }

    private CheckoutPurpose purpose() {
        requireOne("pack", pack, amount != null, "an amount");
        requireOne("plan", plan, amount != null || pack != null, "credits");
        if (plan == null && quantity != null) {
            throw ProblemException.invalid("quantity", "is " + quantity + " without a plan: say which one");
        }
        if (amount != null) {
            return new CheckoutPurpose.Buy(new Wish.Amount(amount.toMoney("amount")));
        }
        return pack != null
                ? new CheckoutPurpose.Buy(new Wish.Pack(pack))
                : new CheckoutPurpose.SetUp(Optional.ofNullable(plan).map(this::choice));
    }

    private static void requireOne(String field, @Nullable String value, boolean hasOther, String other) {
        if (value != null && hasOther) {
            throw ProblemException.invalid(field, "is '" + value + "' beside " + other + ": say one of them");
        }
    }

    private PlanChoice choice(String key) {
        return new PlanChoice(Fields.read("plan", key, PlanKey::new), quantity == null ? 1 : quantity);
    }
}
