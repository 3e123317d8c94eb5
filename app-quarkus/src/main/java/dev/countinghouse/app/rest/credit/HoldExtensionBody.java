package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CreditHoldExtension", description = "More of it, or longer, or both")
public record HoldExtensionBody(
        @Schema(description = "Of the whole hold; less than it has changes nothing", examples = "8") @Nullable
                String toAmount,
        @Schema(
                        description = "When it expires, RFC 3339; earlier than it does changes nothing",
                        examples = "2026-01-31T10:00:00Z")
                @Nullable
                String until) {

    /** @param at where it stands in the body, with a dot behind it */
    Step toStep(String at, AccountId account, HoldId hold, CreditUnit unit) {
        if (toAmount == null && until == null) {
            throw ProblemException.invalid(
                    at + "toAmount", "is missing: a hold is extended to an amount, until a time, or both");
        }
        return new Step.Extend(
                account,
                hold,
                toAmount == null ? Credits.zero(unit) : Amounts.notNegative(at + "toAmount", toAmount, unit),
                until == null ? Instant.EPOCH : Fields.time(at + "until", until));
    }
}
