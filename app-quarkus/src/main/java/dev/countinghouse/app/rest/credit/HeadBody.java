package dev.countinghouse.app.rest.credit;

import dev.countinghouse.billing.domain.ledger.LedgerHead;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "LedgerHead",
        description = "The end of an account's chain of entries; kept elsewhere it proves later that"
                + " nothing before it was changed or cut off")
public record HeadBody(
        @Schema(examples = "acme") String account,
        @Schema(description = "How many there are", examples = "12") long entries,
        @Schema(description = "That of the last, 64 hex digits") String seal) {

    static HeadBody of(LedgerHead head) {
        return new HeadBody(head.account().value(), head.entries(), head.seal().hex());
    }
}
