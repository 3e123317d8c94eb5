package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import dev.countinghouse.billing.domain.reconciliation.Difference.Kind;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.MeterTimes;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.Scope;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the provider invoices: what he was told of usage against what he has added up and what there is, and his invoices
 * against the copies here, which are made anew.
 */
final class ProvidedCheck {

    /** His totals are late by minutes. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final int MOST = 1_000;

    private final Books books;
    private final Till till;
    private final MeterGateway meters;
    private final InvoiceGateway invoices;

    /** @param till by the clock of whom usage is told to */
    ProvidedCheck(Books books, Till till, MeterGateway meters, InvoiceGateway invoices) {
        this.books = books;
        this.till = till;
        this.meters = meters;
        this.invoices = invoices;
    }

    List<Difference> differences(AccountId account, Instant since) {
        List<Difference> differences = new ArrayList<>();
        List<UsageReport> latest = in(account, () -> books.usageReports().latest(account));
        in(account, () -> books.usageReports().tallies(account)).stream()
                .filter(tally -> tally.period().end().isAfter(since))
                .filter(tally -> latest.stream().noneMatch(report -> isOnItsWay(report, tally)))
                .forEach(tally -> {
                    there(tally).ifPresent(differences::add);
                    untold(tally).ifPresent(differences::add);
                });
        invoices.of(account, since, MOST).forEach(there -> copied(there).ifPresent(differences::add));
        return differences;
    }

    private boolean isOnItsWay(UsageReport report, MeterTally tally) {
        Instant settled = till.now().minus(LATE);
        return report.meter().equals(tally.meter())
                && report.progress().settledAt().filter(settled::isAfter).isEmpty();
    }

    private Optional<Difference> there(MeterTally tally) {
        Optional<Period> window = MeterTimes.window(tally.period());
        if (window.isEmpty()) {
            return Optional.empty();
        }
        BigInteger total =
                meters.total(tally.account(), tally.meter(), window.get()).orElse(BigInteger.ZERO);
        return total.equals(tally.there())
                ? Optional.empty()
                : Optional.of(of(Kind.USAGE_TOLD_DIFFERS, tally, tally.there() + " told", total + " added up"));
    }

    /** Of a period that has ended: what is missing of another is told in a moment. */
    private Optional<Difference> untold(MeterTally tally) {
        boolean isOver =
                tally.period().end().isBefore(books.now(tally.account()).minus(LATE));
        return tally.isTold() || !isOver
                ? Optional.empty()
                : Optional.of(of(Kind.USAGE_NOT_TOLD, tally, tally.total() + " to be priced", tally.told() + " told"));
    }

    private static Difference of(Kind kind, MeterTally tally, String here, String there) {
        String about = "meter " + tally.meter() + " from " + tally.period().start();
        return new Difference(kind, tally.account(), about, here, there, false);
    }

    private Optional<Difference> copied(ProviderInvoice there) {
        AccountId account = there.account();
        Optional<ProviderInvoice> here = in(
                        account, () -> books.providerInvoices().find(account, there.reference()))
                .map(Copy::invoice);
        if (here.equals(Optional.of(there))) {
            return Optional.empty();
        }
        new InvoiceCopier(books, invoices).copy(there.reference());
        return Optional.of(new Difference(
                Kind.INVOICE_COPY_DIFFERS,
                account,
                "invoice " + there.reference(),
                here.map(ProvidedCheck::words).orElse("nothing"),
                words(there),
                true));
    }

    private static String words(ProviderInvoice invoice) {
        return invoice.amounts().total() + " " + invoice.status().key() + ", "
                + invoice.amounts().paid() + " paid, " + invoice.creditNotes().size() + " credit notes";
    }

    private <T> T in(AccountId account, Supplier<T> work) {
        return books.transactions().inTransaction(Scope.of(account), work);
    }
}
