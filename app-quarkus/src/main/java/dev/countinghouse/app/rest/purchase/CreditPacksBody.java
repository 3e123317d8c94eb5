package dev.countinghouse.app.rest.purchase;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.CreditPack;
import dev.countinghouse.billing.domain.plan.CreditSale;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PurchaseBonus;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CreditPacks", description = "How credits are sold")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreditPacksBody(
        @Schema(description = "The least that an amount may be; one credit costs one of the currency")
                MoneyBody minimum,
        @Schema(description = "The most; absent for no bound") @Nullable MoneyBody maximum,
        @Schema(description = "How long they can be spent; absent for ever", examples = "1 year") @Nullable
                String lasts,
        @Schema(description = "Of these the best that applies is given with an amount, never several")
                List<BonusBody> bonuses,
        List<PackBody> packs) {

    @Schema(name = "CreditBonus", description = "Given on top: a percentage of what is paid, or so many")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BonusBody(
            String key,
            @Schema(description = "For amounts from this on") MoneyBody from,
            @Schema(examples = "5") @Nullable String percent,
            @Nullable CreditsBody credits,
            @Schema(description = "For accounts on one of these only; for all if empty", examples = "[\"pro\"]")
                    List<String> plans,
            @Nullable String lasts) {

        static BonusBody of(PurchaseBonus bonus) {
            return new BonusBody(
                    bonus.key(),
                    MoneyBody.of(bonus.from()),
                    bonus.percent().map(Decimals::text).orElse(null),
                    bonus.amount().map(CreditsBody::of).orElse(null),
                    bonus.plans().stream().map(PlanKey::value).toList(),
                    text(bonus.lasts()));
        }
    }

    @Schema(name = "CreditPack", description = "So many credits at a fixed price")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PackBody(
            @Schema(examples = "gpu_100") String key,
            String name,
            MoneyBody price,
            CreditsBody credits,
            @Nullable String lasts) {

        static PackBody of(CreditSale sale, CreditPack pack) {
            return new PackBody(
                    pack.key(),
                    pack.name(),
                    MoneyBody.of(pack.price()),
                    CreditsBody.of(pack.credits()),
                    text(sale.lasts(pack)));
        }
    }

    static CreditPacksBody of(CreditSale sale) {
        return new CreditPacksBody(
                MoneyBody.of(sale.minimum()),
                sale.maximum().map(MoneyBody::of).orElse(null),
                text(sale.lasts()),
                sale.bonuses().stream().map(BonusBody::of).toList(),
                sale.packs().stream().map(pack -> PackBody.of(sale, pack)).toList());
    }

    private static @Nullable String text(Optional<Interval> lasts) {
        return lasts.map(Interval::toString).orElse(null);
    }
}
