package dev.countinghouse.app.rest.provider;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.provider.ProviderDiff.Action;
import dev.countinghouse.billing.domain.provider.ProviderDiff.Change;
import dev.countinghouse.billing.ports.driven.PriceRefs.CouponRef;
import dev.countinghouse.billing.ports.driven.PriceRefs.PriceRef;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue.Outcome;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "ProviderCatalogue",
        description = "What provisioning does, or would, and what the provider calls each price")
public record ProviderCatalogueBody(
        @Schema(description = "Of the published catalogue; 0 if there is none") long revision,
        @Schema(description = "What is as it should be is left out") List<ChangeBody> changes,
        @Schema(description = "How many things are as they should be") long unchanged,
        @Schema(description = "Also those of older versions of plans, which subscriptions may be on")
                List<PriceBody> prices,
        List<CouponBody> coupons) {

    @Schema(name = "ProviderChange")
    public record ChangeBody(
            @Schema(enumeration = {"create", "replace", "rename", "revive", "obstructed"}) String action,
            @Schema(enumeration = {"meter", "product", "price", "coupon"}) String kind,
            @Schema(examples = "standard:llm_tokens") String name,
            @Schema(
                            description =
                                    "For people; empty if there was nothing. If it is obstructed, what to do about it",
                            examples = "99.00 USD every month")
                    String before,
            @Schema(description = "For people", examples = "129.00 USD every month") String after) {}

    @Schema(name = "ProviderPrice", description = "A price as the provider calls it")
    public record PriceBody(
            @Schema(examples = "standard") String plan,
            int version,
            @Schema(examples = "llm_tokens") String charge,
            String product,
            String price,
            @Schema(description = "What counts its usage; null for a fee", nullable = true) @Nullable String meter) {}

    @Schema(name = "ProviderCoupon", description = "A coupon as the provider calls it")
    public record CouponBody(
            @Schema(examples = "launch20") String coupon,
            String reference,
            @Schema(examples = "Launch: 20 % off one invoice") String terms) {}

    static ProviderCatalogueBody of(Outcome.Provisioned done) {
        List<Change> changes = done.diff().changes().stream()
                .filter(change -> change.action() != Action.UNCHANGED)
                .toList();
        return new ProviderCatalogueBody(
                done.revision(),
                changes.stream().map(ProviderCatalogueBody::change).toList(),
                done.diff().changes().size() - changes.size(),
                done.prices().stream().map(ProviderCatalogueBody::price).toList(),
                done.coupons().stream().map(ProviderCatalogueBody::coupon).toList());
    }

    private static ChangeBody change(Change change) {
        return new ChangeBody(
                Fields.word(change.action()),
                Fields.word(change.key().kind()),
                change.key().name(),
                change.before(),
                change.after());
    }

    private static PriceBody price(PriceRef ref) {
        return new PriceBody(
                ref.plan().plan().value(),
                ref.plan().version(),
                ref.charge().value(),
                ref.product(),
                ref.price(),
                ref.meter().orElse(null));
    }

    private static CouponBody coupon(CouponRef ref) {
        return new CouponBody(ref.coupon().value(), ref.reference(), ref.terms());
    }
}
