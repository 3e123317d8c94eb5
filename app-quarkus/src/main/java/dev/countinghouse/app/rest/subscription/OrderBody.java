package dev.countinghouse.app.rest.subscription;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Order", description = "The wish to start a subscription")
public record OrderBody(
        @Schema(description = "Chosen by you, so that a repeated call is recognised", examples = "acme-main")
                @NotBlank
                @Size(max = 64)
                String id,
        @Schema(examples = "acme") @NotBlank @Size(max = AccountId.MAX_LENGTH) String account,
        @Schema(description = "Its current version is taken", examples = "standard") @NotBlank String plan,
        @Schema(description = "How many times the plan is taken; 1 if absent") @Nullable @Min(1) @Max(MOST)
                Long quantity,
        @Schema(description = "Past or future; now if absent", examples = "2026-01-31T10:00:00Z") @Nullable
                String startAt,
        @Schema(
                        description = "Where billing periods begin: with the first paid period, or on the calendar;"
                                + " start if absent",
                        enumeration = {"start", "calendar"})
                @Nullable
                String anchor,
        @Schema(description = "Whether to begin with the plan's trial, which an account may have once") @Nullable
                Boolean trial,
        @Nullable @Size(max = 20) List<@NotBlank String> coupons) {

    /** How many times a plan may be taken. */
    static final long MOST = 1_000_000_000;

    /** @param now when it starts where that is left open, by account */
    Order toOrder(Function<AccountId, Instant> now) {
        AccountId owner = Fields.read("account", account, AccountId::new);
        return new Order(
                Fields.read("id", id, SubscriptionId::new),
                owner,
                Fields.read("plan", plan, PlanKey::new),
                quantity == null ? 1 : quantity,
                startAt == null ? now.apply(owner) : Fields.time("startAt", startAt),
                anchor == null ? Lifecycle.Anchor.START : Fields.word("anchor", anchor, Lifecycle.Anchor.class),
                trial != null && trial,
                Fields.orNone(coupons).stream()
                        .map(coupon -> Fields.read("coupons", coupon, CouponKey::new))
                        .toList());
    }
}
