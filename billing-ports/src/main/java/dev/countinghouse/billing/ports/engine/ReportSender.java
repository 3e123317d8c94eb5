package dev.countinghouse.billing.ports.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.MeterTimes;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.ReportState;
import dev.countinghouse.billing.domain.report.Telling;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Scope;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Settles reports, each outside of transactions: that it is about to be sent is kept first, then it is sent, then what came of
 * it is kept. One that was cut off in between is sent again under its id while the provider knows that again, and after that
 * his totals tell whether it is there.
 */
final class ReportSender {

    private final Books books;
    private final Till till;
    private final MeterGateway gateway;

    ReportSender(Books books, Till till, MeterGateway gateway) {
        this.books = books;
        this.till = till;
        this.gateway = gateway;
    }

    /**
     * How it stands then; if it is open still, it is tried again later.
     *
     * @param closesAt until when the provider invoices what he is told for its time
     */
    UsageReport settle(UsageReport seen, Instant closesAt) {
        books.transactions().requireNone();
        Instant now = till.now();
        return switch (seen.step(closesAt, now)) {
            case SEND -> send(seen, now);
            case WITHDRAW ->
                change(seen, it -> it.withdrawn(now, "the provider takes no more for its time"))
                        .orElse(seen);
            case COMPARE -> compare(seen, now);
            case WAIT -> seen;
        };
    }

    private UsageReport send(UsageReport seen, Instant now) {
        Optional<UsageReport> trying = change(seen, it -> it.trying(now));
        return trying.isEmpty() ? seen : tell(trying.get());
    }

    private UsageReport tell(UsageReport trying) {
        MeterGateway.Answer answer = gateway.tell(trying);
        Instant told = till.now();
        return change(trying, it -> answer.refusal()
                        .map(reason -> it.refusedAtLast(told, reason))
                        .orElseGet(() -> it.sent(told)))
                .orElse(trying);
    }

    /** It is there or it is not, and nothing else of its meter was open since it was made. */
    private UsageReport compare(UsageReport seen, Instant now) {
        MeterTally there = telling(seen).tallies().stream()
                .filter(tally -> tally.period().start().equals(seen.toldIn().start()))
                .findFirst()
                .orElseThrow();
        Period window = MeterTimes.window(there.period()).orElseThrow();
        Optional<BigInteger> known = gateway.total(seen.account(), seen.meter(), window);
        if (known.isEmpty()) {
            return change(seen, it -> it.waiting("the provider has no total of it"))
                    .orElse(seen);
        }
        BigInteger total = known.get();
        if (seen.countsIn(there, total)) {
            return change(seen, it -> it.sent(now)).orElse(seen);
        }
        if (seen.isMissingIn(there, total)) {
            return change(seen, it -> it.withdrawn(now, "it has not arrived")).orElse(seen);
        }
        String unclear = "the provider's total is " + total + ", it should be " + there.there() + " with it and "
                + there.there().subtract(seen.difference()) + " without";
        return change(seen, it -> it.waiting(unclear)).orElse(seen);
    }

    private Telling telling(UsageReport report) {
        return books.transactions().inTransaction(Scope.of(report.account()), () -> tallies(report));
    }

    private Telling tallies(UsageReport report) {
        List<MeterTally> own = books.usageReports().tallies(report.account()).stream()
                .filter(tally -> tally.meter().equals(report.meter()))
                .toList();
        return new Telling(own);
    }

    /** Changes one that is still of the revision that was seen; empty, with nothing done, if it is not. */
    private Optional<UsageReport> change(UsageReport seen, UnaryOperator<UsageReport> change) {
        return books.transactions().inTransaction(Scope.of(seen.account()), () -> {
            books.subscriptions().lock(seen.account());
            return books.usageReports()
                    .find(seen.account(), seen.id())
                    .filter(now -> now.revision() == seen.revision())
                    .map(now -> keep(change.apply(now)));
        });
    }

    /** As part of the running transaction, which has locked the account. */
    private UsageReport keep(UsageReport after) {
        if (after.state() == ReportState.REFUSED || after.state() == ReportState.WITHDRAWN) {
            tallies(after).without(after).tallies().forEach(books.usageReports()::save);
        }
        if (after.state() == ReportState.REFUSED && after.refusals() == 1) {
            announce(after);
        }
        return books.usageReports().update(after);
    }

    /** The first of those that are refused in a row. */
    private void announce(UsageReport refused) {
        AccountId account = refused.account();
        ObjectNode payload = JsonNodeFactory.instance
                .objectNode()
                .put("account", account.value())
                .put("report", refused.id().value())
                .put("meter", refused.meter())
                .put("difference", refused.difference().toString())
                .put("reason", refused.progress().reason().orElse(""));
        payload.putObject("period")
                .put("start", refused.period().start().toString())
                .put("end", refused.period().end().toString());
        books.outbox()
                .append(new OutboxMessage(
                        account, "usage_report.refused", refused.id().value(), payload.toString(), books.now(account)));
    }

    /** The provider does not count after all what he has taken. What it said is told anew, so the account is due for that. */
    void refuse(AccountId account, ReportId id, String reason) {
        books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            Optional<UsageReport> counted = books.usageReports()
                    .find(account, id)
                    .filter(report -> report.isOpen() || report.state() == ReportState.SENT);
            counted.ifPresent(report -> {
                keep(report.refused(till.now(), reason));
                books.usageReports().watch(account, report.period().start());
            });
            return counted.isPresent();
        });
    }
}
