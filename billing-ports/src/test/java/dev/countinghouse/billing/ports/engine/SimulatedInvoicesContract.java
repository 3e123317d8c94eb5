package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Compared;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.engine.YearOfUsage.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Simulated on the terms it has, an account pays what its invoices charge, line by line, before discounts and tax. Said for
 * accounts whose terms stay the same, and fees of one usage period: a change of terms is invoiced as a credit and a charge
 * for the rest of a fee, and a fee for a year is one line.
 */
public abstract class SimulatedInvoicesContract extends Seeded {

    /** When nothing more goes wrong, and everything that did is invoiced. */
    private static final Instant SETTLED = YearOfUsage.OVER.plus(Duration.ofDays(70));

    private static final Period YEAR = new Period(YearOfUsage.START, YearOfUsage.END);

    private static final Catalogue CATALOGUE = Workbench.catalogue(
            Shop.TEXT.replace(
                    "coupons:\n",
                    """
                      tiered:
                        every: month
                        allowances:
                          tokens: {included: 300, cap: none}
                        charges:
                          base: {name: Tiered, fee: 12.34}
                          once: {name: Once, fee: 5.01, prorated: false}
                          support: {name: Support, fee: 3.33, in: arrears}
                          tokens:
                            meter: tokens
                            graduated: {tiers: [{up_to: 1000, price: 0.0103, fee: 1.00}, {price: 0.0049, fee: 2.50}]}
                            minimum_spend: 4.05
                          disk: {meter: disk, volume: {tiers: [{up_to: 20, price: 0.37, fee: 0.50}, {price: 0.11}]}}
                        minimum_spend: 9.00
                        maximum_spend: 21.00
                    coupons:
                    """));

    protected abstract Storage emptyStorage();

    @Test
    void onItsOwnTermsAnAccountPaysWhatItsInvoicesCharge() {
        List<Integer> lines = new ArrayList<>();
        rounds(Integer.getInteger("years", 3), round -> {
            Workbench bench = lived();
            Books books = books(bench);
            Map<String, Money> invoiced = invoiced(bench);
            for (Supposition own : List.of(
                    Supposition.catalogue(CATALOGUE),
                    Supposition.plan(mainPlan(bench), Map.of()),
                    Supposition.catalogue(
                            bench.engine.readCatalogue().current().orElseThrow().catalogue()))) {
                books.transactions().inTransaction(Scope.of(ACME), () -> {
                    AccountSimulation simulation =
                            new AccountSimulation(Lookups.account(books, ACME), own, YEAR, period -> true);
                    assertThat(simulation.obstacle()).isEmpty();
                    List<AccountSimulation.Compared> compared = simulation.compare();
                    assertThat(byLine(compared.stream().flatMap(each -> each.actual().stream())))
                            .isEqualTo(invoiced);
                    assertThat(byLine(compared.stream().flatMap(each -> each.simulated().stream())))
                            .isEqualTo(invoiced);
                    return true;
                });
            }
            assertThat(outcome(bench)).isEqualTo(new Compared(sum(invoiced), sum(invoiced)));
            lines.add(invoiced.size());
        });
        assertThat(lines).allMatch(count -> count > 12);
    }

    /** A year on terms that stay the same, with usage that comes late and wrong, billed every day. */
    private Workbench lived() {
        Workbench bench = new Workbench(emptyStorage(), new HandClock(YearOfUsage.START));
        bench.engine.publishCatalogue().publish(CATALOGUE);
        bench.open(YearOfUsage.account());
        List<Happening> all = new ArrayList<>(new Mistakes(random).in(new YearOfUsage(random, (int) between(20, 120))));
        for (Instant day = YearOfUsage.START; day.isBefore(SETTLED); day = day.plus(Duration.ofDays(1))) {
            all.add(new Happening(day, each -> each.close(ACME)));
        }
        subscribed(YearOfUsage.START, MAIN, oneOf(List.of("small", "large", "fresh", "tried", "tiered")), all);
        for (int addOn = 0; addOn < between(0, 2); addOn++) {
            Instant at = instantBetween(YearOfUsage.START, YearOfUsage.END);
            subscribed(
                    at.with(java.time.temporal.ChronoField.NANO_OF_SECOND, 0),
                    new SubscriptionId("boost-" + addOn),
                    "boost",
                    all);
        }
        all.sort(Comparator.comparing(Happening::at));
        all.forEach(happening -> {
            bench.clock.set(happening.at());
            happening.what().accept(bench);
        });
        return bench;
    }

    private void subscribed(Instant at, SubscriptionId id, String plan, List<Happening> all) {
        StartSubscription.Order order = new StartSubscription.Order(
                id,
                ACME,
                new PlanKey(plan),
                between(1, 3),
                at,
                oneOf(List.of(Lifecycle.Anchor.values())),
                plan.equals("tried") && random.nextBoolean(),
                random.nextBoolean() && !plan.equals("boost") ? List.of(new CouponKey("half")) : List.of());
        all.add(0, new Happening(at, bench -> bench.subscribe(order)));
    }

    private static Books books(Workbench bench) {
        return BillingEngine.builder().storage(bench.storage).clock(bench.clock).books();
    }

    private static PlanVersion mainPlan(Workbench bench) {
        Books books = books(bench);
        return books.transactions().inTransaction(Scope.of(ACME), () -> {
            AccountView view = Lookups.account(books, ACME);
            return view.plan(view.mainAt(SETTLED)
                    .orElseThrow()
                    .subscription()
                    .termAt(SETTLED)
                    .plan());
        });
    }

    /** What has been billed in the end for the time of each period that begins in the year. */
    private static Map<String, Money> invoiced(Workbench bench) {
        Books books = books(bench);
        return books.transactions().inTransaction(Scope.of(ACME), () -> {
            Instant end = Lookups.account(books, ACME)
                    .mainAt(YEAR.end())
                    .orElseThrow()
                    .subscription()
                    .periodAt(YEAR.end().minusNanos(1))
                    .actual()
                    .end();
            Period year = new Period(YEAR.start(), end);
            return byLine(books.invoices().billed(ACME).stream()
                    .flatMap(billed -> Stream.concat(
                            billed.content().lines().stream(), billed.content().paidWithCredits().stream()))
                    .map(LineItem::rated)
                    .filter(line -> year.contains(line.period())));
        });
    }

    /** Lines that ask for nothing are left out: usage inside an allowance is no reason to adjust an invoice. */
    private static Map<String, Money> byLine(Stream<RatedLine> lines) {
        Map<String, Money> amounts = new TreeMap<>();
        lines.filter(line -> !line.amount().settle().isZero()).forEach(line -> {
            String key = line.subscription() + " " + line.plan() + " " + line.charge() + " " + line.kind() + " "
                    + line.period().start();
            assertThat(amounts.put(key, line.amount().settle())).as(key).isNull();
        });
        return amounts;
    }

    private static Money sum(Map<String, Money> amounts) {
        return amounts.values().stream().reduce(Money.zero(Workbench.USD), Money::plus);
    }

    private static SimulationResult.Outcome outcome(Workbench bench) {
        SimulationId id = new SimulationId("as-it-is");
        SimulationOrder order =
                new SimulationOrder(new SimulatedTerms.Draft(CATALOGUE), new SimulatedAccounts.All(), YEAR);
        bench.engine.simulateAccounts().order(id, order);
        assertThat(bench.engine.runSimulations().run(10)).isEqualTo(1);
        return bench.engine
                .simulateAccounts()
                .results(id, Optional.empty(), 9)
                .get(0)
                .outcome();
    }
}
