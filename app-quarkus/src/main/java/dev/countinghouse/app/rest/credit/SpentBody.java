package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.billing.domain.credit.SaleOutcome;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "SpentCredits", description = "The entry that paid, by this call or an earlier one")
public record SpentBody(
        @Schema(examples = "13") long ordinal,
        @Schema(examples = "Report for March") String about,
        Instant at,
        List<PostingBody> postings,
        @Schema(description = "What can still be spent on the same purpose") CreditsBody available) {

    static SpentBody of(SaleOutcome.Sold sold) {
        JournalEntry entry = sold.entry();
        return new SpentBody(
                entry.ordinal(),
                entry.about(),
                entry.at(),
                entry.postings().stream().map(PostingBody::of).toList(),
                CreditsBody.of(sold.available()));
    }
}
