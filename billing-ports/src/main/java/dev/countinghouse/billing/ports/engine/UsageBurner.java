package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BurnLine;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Pays usage with credits where a plan says so: whatever happens to usage, each line of its billing period is burnt up to
 * what it comes to then. So the order and number of events makes no difference, a correction gives back exactly what it took
 * off, and what is burnt by the end of a period is what its invoice shows.
 */
final class UsageBurner {

    private final Books books;
    private final CreditDesk desk;

    UsageBurner(Books books, CreditDesk desk) {
        this.books = books;
        this.desk = desk;
    }

    /** Whether anything is sold that credits pay for; nobody else is looked at. */
    static boolean isNeeded(Catalogue catalogue) {
        return catalogue.creditSale().isPresent()
                || catalogue.plans().values().stream().anyMatch(CreditPlanner::settlesWithCredits);
    }

    /** Events were stored in the running transaction, or became others. */
    void used(Collection<UsageEvent> events) {
        // in the order in which whoever has several ledgers locks them
        Map<AccountId, Set<Instant>> times = new TreeMap<>(AccountId.BY_CODE_POINTS);
        events.forEach(event ->
                times.computeIfAbsent(event.account(), any -> new HashSet<>()).add(event.time()));
        times.forEach((account, at) -> burnAt(Lookups.account(books, account), at));
    }

    /** Usage of a whole time became another. */
    void used(AccountId account, Period window) {
        AccountView view = Lookups.account(books, account);
        if (paysWithCredits(view)) {
            burn(view, periods(view, window));
        }
    }

    /** Burns for the billing periods that instants lie in, as part of the running transaction. */
    private void burnAt(AccountView view, Collection<Instant> times) {
        if (paysWithCredits(view)) {
            burn(view, periods(view, times));
        }
    }

    /** The same for a period that is over and about to be invoiced. */
    void close(AccountView view, Subscription main, BillingPeriod period) {
        if (paysWithCredits(view)) {
            burn(view, List.of(new Main(main, period)));
        }
    }

    private void burn(AccountView view, List<Main> periods) {
        if (!periods.isEmpty()) {
            desk.within(command(view, periods));
        }
    }

    static boolean paysWithCredits(AccountView view) {
        return view.subscriptions().stream()
                .flatMap(stored -> stored.subscription().terms().stream())
                .anyMatch(term -> CreditPlanner.settlesWithCredits(view.plan(term.plan())));
    }

    /** A billing period of a main subscription; those of add-ons follow it. */
    record Main(Subscription subscription, BillingPeriod period) {

        Instant start() {
            return period.actual().start();
        }
    }

    static List<Main> periods(AccountView view, Collection<Instant> times) {
        return times.stream()
                .flatMap(
                        at -> view
                                .mainAt(at)
                                .map(Subscribed::subscription)
                                .map(main -> new Main(main, main.periodAt(at)))
                                .stream())
                .distinct()
                .toList();
    }

    /** Those that have some of their time in a window. */
    static List<Main> periods(AccountView view, Period window) {
        List<Main> periods = new ArrayList<>();
        for (Subscribed stored : view.subscriptions()) {
            Subscription main = stored.subscription();
            Instant at = main.startedAt().isAfter(window.start()) ? main.startedAt() : window.start();
            while (AccountView.isMain(stored) && at.isBefore(window.end()) && !main.hasEndedBy(at)) {
                BillingPeriod period = main.periodAt(at);
                periods.add(new Main(main, period));
                at = period.actual().end();
            }
        }
        return periods;
    }

    static Set<Instant> starts(List<Main> periods) {
        return periods.stream().map(Main::start).collect(Collectors.toSet());
    }

    static CreditCommand<CreditBook> command(AccountView view, List<Main> periods) {
        return new CreditCommand<>(view.account().id(), Set.of(), Set.of(), Set.of(), starts(periods), book -> {
            periods.forEach(period -> burn(view, period, book));
            return book;
        });
    }

    /** Burns in a book what a period comes to by now. */
    static void burn(AccountView view, Main main, CreditBook book) {
        Map<BurnLine, Total> totals = totals(view, main, book.at());
        for (BurnLine line : book.burning().lines()) {
            if (line.period().equals(main.start())
                    && line.belongsTo(main.subscription().id())) {
                CreditUnit unit = CreditUnit.of(view.account().currency());
                totals.putIfAbsent(line, new Total(Credits.zero(unit), SpendPurpose.GENERAL));
            }
        }
        totals.forEach((line, total) -> book.burning().burnTo(line, total.credits(), total.purpose()));
    }

    private record Total(Credits credits, SpendPurpose purpose) {}

    /** What was burnt for a meter by now, over all lines that are at hand. */
    static Credits burnt(AccountView view, CreditBook book, MeterKey meter) {
        CreditUnit unit = CreditUnit.of(view.account().currency());
        return book.burning().lines().stream()
                .filter(line -> view.plan(line.plan()).charges().stream()
                        .anyMatch(charge -> charge.key().value().equals(line.charge())
                                && charge.meter().filter(meter::equals).isPresent()))
                .map(line -> book.burning().total(line, unit))
                .reduce(Credits.zero(unit), Credits::plus);
    }

    /** What a period has come to by now of one meter, over all of its charges that credits pay. */
    static Credits total(AccountView view, Main main, MeterKey meter, Instant now) {
        return totals(view, main, now).values().stream()
                .filter(total -> total.purpose().equals(SpendPurpose.of(meter)))
                .map(Total::credits)
                .reduce(Credits.zero(CreditUnit.of(view.account().currency())), Credits::plus);
    }

    private static Map<BurnLine, Total> totals(AccountView view, Main main, Instant now) {
        Map<BurnLine, Amount> amounts = new LinkedHashMap<>();
        Map<BurnLine, MeterKey> meters = new HashMap<>();
        for (RatedLine line : lines(view, main, now)) {
            if (line.settlement() == Charge.Settlement.CREDITS) {
                BurnLine name = new BurnLine(
                        main.subscription().id(), main.start(), line.subscription(), line.plan(), line.charge());
                amounts.merge(name, net(line), Amount::plus);
                line.meter().ifPresent(meter -> meters.put(name, meter));
            }
        }
        Map<BurnLine, Total> totals = new LinkedHashMap<>();
        amounts.forEach((name, amount) -> totals.put(
                name,
                new Total(
                        Credits.rounded(amount.max(Amount.zero(amount.currency()))),
                        Optional.ofNullable(meters.get(name))
                                .map(SpendPurpose::of)
                                .orElse(SpendPurpose.GENERAL))));
        return totals;
    }

    /** What is recorded of a period by now; all of it, once it is over. */
    static List<RatedLine> lines(AccountView view, Main main, Instant now) {
        PeriodLines lines = new PeriodLines(view, false);
        Instant end = main.period().actual().end();
        return now.isBefore(end)
                ? lines.recorded(main.subscription(), main.period(), now)
                : lines.usage(main.subscription(), main.period(), end);
    }

    /** Less what a phase of the plan takes off; coupons are for invoices. */
    private static Amount net(RatedLine line) {
        Fraction share = Fraction.ONE.minus(line.percentOff().times(Fraction.of(1, 100)));
        return line.amount().times(share);
    }
}
