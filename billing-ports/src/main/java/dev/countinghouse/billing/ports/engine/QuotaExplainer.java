package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.rating.SegmentUse;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.ports.driven.EventPage;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.EvaluateQuota;
import dev.countinghouse.billing.ports.driving.ExplainQuota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class QuotaExplainer implements ExplainQuota {

    private final Books books;
    private final EvaluateQuota evaluator;

    QuotaExplainer(Books books, EvaluateQuota evaluator) {
        this.books = books;
        this.evaluator = evaluator;
    }

    @Override
    public Explanation explain(AccountId account, MeterKey key, Optional<UsageEvent> after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", a page holds at least 1 event");
        }
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Meter meter = Lookups.meter(view.catalogue(), key);
            Optional<Basis> basis = QuotaEvaluator.running(view, books.now(account))
                    .flatMap(running -> running.allowance(meter).map(included -> basis(running, meter, included)));
            EventPage page = basis.map(
                            each -> books.usage().events(account, meter, Filter.ALL, each.counted(), after, limit))
                    .orElse(new EventPage(List.of(), Optional.empty()));
            return new Explanation(
                    evaluator.evaluate(account, key, Fraction.ZERO, Map.of()), basis, page.events(), page.next());
        });
    }

    private static Basis basis(Running running, Meter meter, Allowance allowance) {
        Segment segment = running.segment();
        SegmentUse use = running.use(meter);
        return new Basis(
                segment.plan().id(),
                allowance,
                segment.included(meter),
                running.isCapped(meter),
                new Period(segment.countedFrom(meter), use.window().end()),
                segment.plan().change().allowance(),
                running.reachedAt(meter, allowance),
                segments(running, meter, use));
    }

    /** Each by how much it moved the count, so that they add up whatever the aggregation. */
    private static List<SegmentUsed> segments(Running running, Meter meter, SegmentUse use) {
        List<SegmentUsed> used = new ArrayList<>();
        Instant from = running.segment().countedFrom(meter);
        Fraction before = Fraction.ZERO;
        for (Segment each : running.segments()) {
            boolean counts = each.part().end().isAfter(from)
                    && each.part().start().isBefore(use.window().end());
            if (counts) {
                Period part = each.part().end().isAfter(use.window().end())
                        ? each.part().until(use.window().end())
                        : each.part();
                Fraction after = use.countedBy(part.end());
                used.add(new SegmentUsed(part, each.plan().id(), after.minus(before)));
                before = after;
            }
        }
        return used;
    }
}
