package dev.countinghouse.app.rest.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "CreditGrant",
        description =
                "Credits that were granted, and what became of them. What is neither left nor held nor went back is"
                        + " spent")
public record GrantBody(
        @Schema(examples = "goodwill-17") String id,
        @Schema(enumeration = {"purchased", "bonus", "promotional", "recurring"}) String pool,
        @Schema(description = "What was granted, corrections included", examples = "20") String amount,
        @Schema(examples = "USD") String unit,
        @Schema(description = "Can be spent", examples = "12.5") String left,
        @Schema(description = "Reserved of it by holds", examples = "2") String held,
        @Schema(description = "Spent on what had been overdrawn", examples = "0") String repaid,
        @Schema(description = "Lower ones are spent first", examples = "50") int priority,
        @Schema(description = "Of the entry that granted them", examples = "1") long ordinal,
        Instant grantedAt,
        @Nullable Instant effectiveAt,
        @Nullable Instant expiresAt,
        @Schema(description = "Where what comes back goes, once it has expired or was withdrawn", examples = "expired")
                @Nullable
                String closedTo,
        @Nullable ScopeBody scope,
        @Nullable CreditsBody paid,
        @Schema(examples = "Outage on 12 January") String reason) {

    static GrantBody of(Grant grant) {
        GrantOrder order = grant.order();
        return new GrantBody(
                order.id().value(),
                order.pool().key(),
                grant.amount().toDecimal(),
                grant.amount().unit().code(),
                grant.left().toDecimal(),
                grant.held().toDecimal(),
                grant.repaid().toDecimal(),
                order.priority(),
                grant.ordinal(),
                grant.grantedAt(),
                order.effectiveAt().orElse(null),
                order.expiresAt().orElse(null),
                grant.closedTo().map(LedgerAccount::key).orElse(null),
                ScopeBody.of(order.scope()),
                order.paid().map(CreditsBody::of).orElse(null),
                order.reason());
    }
}
