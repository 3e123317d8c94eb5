package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ACME;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.at;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.day;

import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A course of things, of which whoever looks at it in whatever way sees the same. */
abstract class InvoicedCourse extends InvoicedCase {

    /** Everything that happens in two months, looked at seldom, often, and with crashes. */
    protected final List<String> course(Duration step) {
        List<String> seen = new ArrayList<>();
        tried(() -> put(at("2026-03-01", pro, calls).trialUntil("2026-03-05")));
        UsageReport free = report("pro:calls", 1_000, day("2026-03-01"));
        tried(() -> tell(free));
        clock.moveTo(day("2026-03-06"));
        UsageReport report = report("pro:calls", 1_500, day("2026-03-06"));
        tried(() -> tell(report));
        tried(() -> put(at("2026-03-20", max, calls).trialUntil("2026-03-05").since("2026-03-20", false)));
        tried(() -> pays(TestMethod.CARD_DECLINED));
        move(day("2026-04-07"), step);
        tried(() -> pays(TestMethod.CARD_OK));
        move(day("2026-05-06"), step);
        tried(() -> seen.addAll(invoices().stream()
                .map(invoice -> invoice.number() + " " + invoice.status() + " " + lines(invoice) + " " + invoice.dates()
                        + " " + invoice.tries())
                .toList()));
        Map<NoticeId, String> told = new LinkedHashMap<>();
        tried(() -> bank().pendingNotices(1_000).forEach(notice -> {
            told.put(notice.id(), text(notice));
            bank().delivered(notice);
        }));
        seen.addAll(told.values());
        return seen;
    }

    private void move(Instant to, Duration step) {
        while (clock.instant().plus(step).isBefore(to)) {
            clock.moveTo(clock.instant().plus(step));
            tried(() -> gateway().of(ACME, Instant.EPOCH, 1));
        }
        clock.moveTo(to);
    }

    private static void tried(Runnable work) {
        for (int tries = 1; ; tries++) {
            try {
                work.run();
                return;
            } catch (UnavailableException crash) {
                if (tries == 3) {
                    throw crash;
                }
            }
        }
    }
}
