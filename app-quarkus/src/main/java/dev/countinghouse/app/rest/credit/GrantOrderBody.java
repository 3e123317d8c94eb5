package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CreditGrantOrder", description = "Credits to be granted, and the terms they are granted on")
public record GrantOrderBody(
        @Schema(
                        description = "`promotional` is given away, `bonus` comes on top of a purchase, `purchased` is"
                                + " paid for outside of this service; `recurring` ones come with plans only",
                        examples = "promotional")
                @NotNull
                String pool,
        @Schema(description = "Above 0, at most twelve decimals", examples = "20") @NotNull String amount,
        @Schema(description = "ISO 4217 code or a unit of your own", examples = "USD") @NotNull String unit,
        @Schema(description = "Lower ones are spent first, 0 to 255; 50 where absent", examples = "50")
                @Nullable
                @Min(0)
                @Max(255)
                Integer priority,
        @Schema(
                        description = "When they can first be spent, RFC 3339; at once where absent",
                        examples = "2026-02-01T00:00:00Z")
                @Nullable
                String effectiveAt,
        @Schema(description = "From when on they cannot be spent any more, RFC 3339", examples = "2027-01-31T10:00:00Z")
                @Nullable
                String expiresAt,
        @Schema(description = "What they may be spent on; on anything where absent") @Nullable @Valid ScopeBody scope,
        @Schema(description = "Of purchased ones what was paid; the same credits where the unit is that currency")
                @Nullable
                @Valid
                CreditsBody paid,
        @Schema(description = "For whoever reads the history", examples = "Outage on 12 January")
                @Nullable
                @Size(max = 500)
                String reason) {

    private static final int USUAL_PRIORITY = 50;
    private static final List<LedgerAccount> GIVEN =
            List.of(LedgerAccount.PROMOTIONAL, LedgerAccount.BONUS, LedgerAccount.PURCHASED);

    GrantOrder toOrder(GrantId id) {
        LedgerAccount kept = toPool();
        Credits credits = Amounts.positive("amount", amount, Amounts.unit("unit", unit));
        Optional<Credits> price = price(kept);
        Optional<Instant> from = Optional.ofNullable(effectiveAt).map(text -> Fields.time("effectiveAt", text));
        Optional<Instant> until = Optional.ofNullable(expiresAt).map(text -> Fields.time("expiresAt", text));
        if (from.isPresent() && until.filter(from.get()::isBefore).isEmpty() && until.isPresent()) {
            throw ProblemException.invalid(
                    "expiresAt", "is '" + expiresAt + "', it must be after effectiveAt, " + effectiveAt);
        }
        return Fields.read(
                "paid",
                "",
                any -> new GrantOrder(
                        id,
                        kept,
                        credits,
                        priority == null ? USUAL_PRIORITY : priority,
                        from,
                        until,
                        ScopeBody.toScope(scope),
                        price,
                        reason == null ? "" : reason));
    }

    private LedgerAccount toPool() {
        return GIVEN.stream()
                .filter(each -> each.key().equals(pool))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "pool",
                        "is '" + pool + "', it must be one of "
                                + GIVEN.stream().map(LedgerAccount::key).toList()));
    }

    private Optional<Credits> price(LedgerAccount kept) {
        boolean bought = kept == LedgerAccount.PURCHASED;
        if (paid == null) {
            if (bought) {
                throw ProblemException.invalid(
                        "paid", "is missing: what was paid for purchased credits, as amount and unit");
            }
            return Optional.empty();
        }
        if (!bought) {
            throw ProblemException.invalid("paid", "is for the pool purchased, not for " + pool);
        }
        return Optional.of(Amounts.positive("paid.amount", paid.amount(), Amounts.unit("paid.unit", paid.unit())));
    }
}
