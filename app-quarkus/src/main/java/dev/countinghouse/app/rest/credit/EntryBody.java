package dev.countinghouse.app.rest.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CreditEntry", description = "A change of an account's credits; never changed itself")
public record EntryBody(
        @Schema(description = "Counts the entries of the account from 1, without gaps", examples = "12") long ordinal,
        @Schema(
                        description = "purchase, grant, recurrence, repayment, hold, capture, release, lapse, usage,"
                                + " usage_correction, sale, expiry, void, correction, refund or chargeback",
                        examples = "capture")
                String kind,
        @Schema(description = "A hold, a grant, what was bought, a line of usage", examples = "job-4711") String about,
        Instant at,
        @Schema(description = "What asked for it, where its caller may ask again", examples = "order-17") @Nullable
                String command,
        List<PostingBody> postings,
        @Schema(description = "What it and all before it come to under the ledger's key: HMAC-SHA256, in hex")
                String seal) {

    static EntryBody of(SealedEntry sealed) {
        JournalEntry entry = sealed.entry();
        return new EntryBody(
                entry.ordinal(),
                entry.kind().key(),
                entry.about(),
                entry.at(),
                entry.command().map(CommandKey::value).orElse(null),
                entry.postings().stream().map(PostingBody::of).toList(),
                sealed.seal().hex());
    }
}
