package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A year of a taxed account in Berlin: a trial with a coupon, plan changes both ways, an add-on, a pause, both changes of
 * the clocks, and its end; usage of every meter all the time. Whatever happens, happens at the same instants for everybody
 * who lives through it.
 */
final class YearOfUsage {

    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    static final Instant END = Instant.parse("2027-03-20T08:00:00Z");

    /** When all is billed. */
    static final Instant OVER = END.plus(Duration.ofDays(40));

    private final List<Happening> happenings = new ArrayList<>();
    final List<Submission> events;

    record Happening(Instant at, Consumer<Workbench> what) {}

    YearOfUsage(Random random, int events) {
        this.events = new RandomUsage(random).events(START, END, events);
        at(START, bench -> bench.subscribe(order(bench, Workbench.MAIN, "tried", true, "half", "three")));
        at(START.plus(Duration.ofDays(40 + random.nextInt(20))), bench -> change(bench, toPlan("large", When.NOW)));
        at(START.plus(Duration.ofDays(70)), bench -> bench.subscribe(order(bench, BOOST, "boost", false)));
        at(START.plus(Duration.ofDays(90 + random.nextInt(40))), bench -> change(bench, toPlan("small", When.NOW)));
        at(START.plus(Duration.ofDays(150)), bench -> change(bench, toPlan("fresh", When.PERIOD_END)));
        at(START.plus(Duration.ofDays(200 + random.nextInt(9))), bench -> change(bench, new Step.Pause()));
        at(START.plus(Duration.ofDays(215)), bench -> change(bench, new Step.Resume()));
        at(START.plus(Duration.ofDays(250 + random.nextInt(30))), bench -> change(bench, toPlan("large", When.NOW)));
        at(END, bench -> change(bench, new Step.Cancel(When.NOW, true)));
    }

    private static final SubscriptionId BOOST = new SubscriptionId("boost");

    private void at(Instant at, Consumer<Workbench> what) {
        happenings.add(new Happening(at, what));
    }

    private static void change(Workbench bench, Step step) {
        bench.engine.changeSubscription().change(Workbench.MAIN, step);
    }

    private static Order order(Workbench bench, SubscriptionId id, String plan, boolean trial, String... coupons) {
        return new Order(
                id,
                ACME,
                new PlanKey(plan),
                1,
                bench.clock.instant(),
                Lifecycle.Anchor.START,
                trial,
                List.of(coupons).stream().map(CouponKey::new).toList());
    }

    static Account account() {
        return new Account(
                ACME,
                Party.named("Acme"),
                ZoneId.of("Europe/Berlin"),
                Workbench.USD,
                List.of(new TaxRate("vat", "VAT", Fraction.of(19))),
                new TreeSet<>());
    }

    /**
     * Lets an account live through the year and the time until no more late events are accepted.
     *
     * @param usage how its events come about
     */
    void happen(Workbench bench, List<Happening> usage) {
        List<Happening> all = new ArrayList<>(happenings);
        all.addAll(usage);
        all.add(new Happening(OVER, last -> {}));
        all.sort(Comparator.comparing(Happening::at));
        for (Happening happening : all) {
            bench.engine.advanceClock().advance(happening.at(), 1_000);
            happening.what().accept(bench);
        }
    }

    static Happening recorded(Submission event, Instant at) {
        return new Happening(at, bench -> bench.record(List.of(event)));
    }
}
