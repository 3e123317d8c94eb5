package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadUsageReports;
import java.util.List;
import java.util.function.Supplier;

final class UsageReportReader implements ReadUsageReports {

    private final Books books;

    UsageReportReader(Books books) {
        this.books = books;
    }

    @Override
    public List<MeterTally> tallies(AccountId account) {
        return of(account, () -> books.usageReports().tallies(account));
    }

    @Override
    public List<UsageReport> reports(AccountId account, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", at least 1 report has to be read");
        }
        return of(account, () -> books.usageReports().of(account, limit));
    }

    private <T> T of(AccountId account, Supplier<T> read) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return read.get();
        });
    }
}
