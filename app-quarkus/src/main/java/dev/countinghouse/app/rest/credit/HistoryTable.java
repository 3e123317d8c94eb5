package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.Csv;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.ports.driving.ReadCredits;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A history as comma-separated values (RFC 4180), a row per posting; read a page at a time however long it is. */
final class HistoryTable implements StreamingOutput {

    private static final int ENTRIES_AT_ONCE = 1_000;

    private final ReadCredits credits;
    private final AccountId account;
    private final List<SealedEntry> first;

    /** Reads the first page at once, so that what fails is answered and not cut off. */
    HistoryTable(ReadCredits credits, AccountId account) {
        this.credits = credits;
        this.account = account;
        this.first = credits.history(account, OptionalLong.empty(), ENTRIES_AT_ONCE);
    }

    @Override
    public void write(OutputStream output) throws IOException {
        try (CSVPrinter rows =
                new CSVPrinter(new OutputStreamWriter(output, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
            rows.printRecord("ordinal", "at", "kind", "about", "command", "account", "grant", "amount", "unit", "seal");
            List<SealedEntry> page = first;
            while (!page.isEmpty()) {
                for (SealedEntry entry : page) {
                    print(EntryBody.of(entry), rows);
                }
                long last = page.get(page.size() - 1).entry().ordinal();
                page = page.size() < ENTRIES_AT_ONCE
                        ? List.of()
                        : credits.history(account, OptionalLong.of(last), ENTRIES_AT_ONCE);
            }
        }
    }

    /** What posts nothing has a row as well: the ordinals have no gaps. */
    private static void print(EntryBody entry, CSVPrinter rows) throws IOException {
        if (entry.postings().isEmpty()) {
            print(entry, rows, "", "", "", "");
        }
        for (PostingBody posting : entry.postings()) {
            String grant = posting.grant() == null ? "" : Csv.harmless(posting.grant());
            print(entry, rows, posting.account(), grant, posting.amount(), posting.unit());
        }
    }

    private static void print(
            EntryBody entry, CSVPrinter rows, String account, String grant, Object amount, String unit)
            throws IOException {
        rows.printRecord(
                entry.ordinal(),
                entry.at(),
                entry.kind(),
                Csv.harmless(entry.about()),
                entry.command() == null ? "" : Csv.harmless(entry.command()),
                account,
                grant,
                amount,
                unit,
                entry.seal());
    }
}
