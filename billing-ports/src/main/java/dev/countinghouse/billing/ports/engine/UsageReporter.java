package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.report.ReportState;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driven.UsageReports.Claim;
import dev.countinghouse.billing.ports.driven.UsageReports.Next;
import dev.countinghouse.billing.ports.driving.ReportUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Claims an account, and writes and sends by turns until nothing is left to tell. A crash leaves the claim to run out, and the
 * account is due when it does.
 */
final class UsageReporter implements ReportUsage {

    /** Longer than a provider is waited for, with all retries: after it somebody else works at the account. */
    private static final Duration CLAIM = Duration.ofMinutes(20);

    /** What is left of the claim when nothing new is begun. */
    private static final Duration RESERVE = Duration.ofMinutes(10);

    /** Somebody waits for it who has claimed the account for something else. */
    private static final Duration BRIEFLY = Duration.ofMinutes(5);

    private final Books books;
    private final Till till;
    private final ReportWriter writer;
    private final ReportSender sender;

    UsageReporter(Books books, Till till, MeterGateway gateway) {
        this.books = books;
        this.till = till;
        this.writer = new ReportWriter(books, till);
        this.sender = new ReportSender(books, till, gateway);
    }

    @Override
    public List<AccountId> due(int limit) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.usageReports().dueBy(books.now(), till.now(), limit));
    }

    @Override
    public int report(AccountId account) {
        return claimed(account)
                .map(claim -> report(claim, CLAIM.minus(RESERVE), Round::goesOn).settled())
                .orElse(0);
    }

    /**
     * Tells all there is of an account, before what has ended here ends at the provider.
     *
     * @return whether nothing is left that nobody prices afterwards, as far as it can be told at all; {@code false} also where
     *     somebody else is telling it
     */
    boolean tellWhatLeaves(AccountId account) {
        // the last round finds nothing that it could settle
        return claimed(account)
                .filter(claim ->
                        !report(claim, BRIEFLY, round -> round.settled() > 0).leaves())
                .isPresent();
    }

    private Optional<Claim> claimed(AccountId account) {
        books.transactions().requireNone();
        Instant now = till.now();
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.usageReports().claim(account, now, now.plus(CLAIM)));
    }

    /** The last round, with all that was settled in it and before. */
    private Round report(Claim claim, Duration atMost, Predicate<Round> goesOn) {
        Instant deadline = till.now().plus(atMost);
        Round round = round(claim.account(), deadline);
        int settled = round.settled();
        while (goesOn.test(round)) {
            round = round(claim.account(), deadline);
            settled += round.settled();
        }
        Next next = round.next();
        books.transactions().inTransaction(Scope.of(claim.account()), () -> books.usageReports()
                .release(claim, next));
        round.failure().ifPresent(failure -> {
            throw failure;
        });
        return round.after(settled);
    }

    /** What came of writing and sending once. */
    private record Round(
            int settled, boolean goesOn, boolean leaves, Next next, Optional<UnavailableException> failure) {

        Round after(int all) {
            return new Round(all, goesOn, leaves, next, failure);
        }
    }

    private Round round(AccountId account, Instant deadline) {
        ReportWriter.Written written = writer.write(account);
        int settled = 0;
        boolean goesOn = written.goesOn();
        Stream.Builder<Instant> later = Stream.builder();
        written.next().sendAt().ifPresent(later);
        for (ReportWriter.Open open : written.open()) {
            UsageReport report = open.report();
            if (!till.now().isBefore(deadline)) {
                later.add(till.now());
                break;
            }
            try {
                UsageReport after = sender.settle(report, open.closesAt());
                if (after.isOpen()) {
                    later.add(Till.nextLook(till.now(), report.progress().tries()));
                } else {
                    settled++;
                    // what it said is to be told by another
                    goesOn |= after.state() != ReportState.SENT;
                }
            } catch (UnavailableException failure) {
                later.add(Till.nextLook(till.now(), report.progress().tries()));
                return new Round(settled, false, written.leaves(), next(written, later), Optional.of(failure));
            }
        }
        boolean again = goesOn && settled > 0;
        if (again && !till.now().isBefore(deadline)) {
            later.add(till.now());
            again = false;
        }
        return new Round(settled, again, written.leaves(), next(written, later), Optional.empty());
    }

    private static Next next(ReportWriter.Written written, Stream.Builder<Instant> later) {
        return new Next(written.next().lookAt(), later.build().min(Comparator.naturalOrder()));
    }
}
