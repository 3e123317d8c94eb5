package dev.countinghouse.app.document;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes PDFs of invoices and credit notes, so many at a time as there are processors: more would take no less time and
 * more memory. An invoice is read when its turn has come, and whoever cannot be served soon is asked to come again.
 */
@Startup
@ApplicationScoped
public class DocumentPress {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Fonts fonts;
    private final Turns turns;

    @Inject
    DocumentPress(Settings settings) {
        this(
                fonts(settings.invoices().fonts().orElse(List.of())),
                new Turns(Runtime.getRuntime().availableProcessors(), PATIENCE));
    }

    DocumentPress(Fonts fonts, Turns turns) {
        this.fonts = fonts;
        this.turns = turns;
    }

    static Fonts fonts(List<String> files) {
        try {
            return Fonts.with(files.stream().map(Path::of).toList());
        } catch (IllegalArgumentException unusable) {
            throw new IllegalStateException("COUNTINGHOUSE_INVOICES_FONTS: " + unusable.getMessage(), unusable);
        }
    }

    /**
     * @param account whose invoice it is; of each account one document is made at a time
     * @param zone the account's, for dates
     * @param invoice asked for when its turn has come: one of thousands of lines is not held while others are printed
     */
    public byte[] print(AccountId account, ZoneId zone, Supplier<IssuedInvoice> invoice) {
        return print(account, () -> InvoicePaper.of(invoice.get(), zone));
    }

    /** @param invoice the one that is corrected */
    public byte[] print(AccountId account, ZoneId zone, Supplier<CreditNote> note, Supplier<IssuedInvoice> invoice) {
        return print(account, () -> CreditNotePaper.of(note.get(), invoice.get(), zone));
    }

    private byte[] print(AccountId account, Supplier<Document> document) {
        return turns.inTurn(account, () -> DocumentPdf.of(document.get(), fonts));
    }
}
