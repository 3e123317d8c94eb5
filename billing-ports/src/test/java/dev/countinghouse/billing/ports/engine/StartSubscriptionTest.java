package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.driving.StartSubscription.Outcome;
import dev.countinghouse.billing.ports.driving.SubscriptionPreview;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StartSubscriptionTest {

    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    private final Workbench bench = Shop.opened();

    @Test
    void aSubscriptionBeginsWithAnInvoiceOfItsFees() {
        bench.subscribe(bench.order(MAIN, ACME, "small", 3));

        assertThat(totals(bench.invoices(ACME))).containsExactly("30.00");
    }

    @Test
    void startingItAgainChangesNothingHoweverMuchLater() {
        bench.subscribe(ACME, "small");
        StoredState before = StoredState.of(bench.storage);
        bench.on("2026-03-02T00:00:00Z");
        bench.subscribe(ACME, "small");

        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
    }

    @Test
    void manyThatStartItAtOnceStartItOnce() {
        List<Outcome> outcomes = Race.of(thread -> start(bench.order(MAIN, ACME, "small", 1)));

        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Started.class);
        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00");
    }

    @Test
    void ofManyMainSubscriptionsAtOnceOneStarts() {
        List<String> outcomes =
                Race.of(thread -> start(bench.order(new SubscriptionId("main-" + thread), ACME, "small", 1))
                        .getClass()
                        .getSimpleName());

        assertThat(Collections.frequency(outcomes, "Started")).isEqualTo(1);
        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00");
    }

    @Test
    void aStartInTheFutureIsInvoicedWhenItComes() {
        bench.subscribe(order("main", ACME, "small", "2026-03-10T00:00:00Z"));
        assertThat(bench.invoices(ACME)).isEmpty();

        bench.on("2026-03-10T00:00:00Z").close(ACME);
        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00");
    }

    @Test
    void aStartInThePastIsInvoicedPeriodByPeriod() {
        bench.on("2026-05-20T00:00:00Z");
        bench.subscribe(order("main", ACME, "small", "2026-03-01T00:00:00Z"));

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "13.00", "13.00");
    }

    @Test
    void onTheCalendarTheFirstPeriodIsShortAndItsFeeToo() {
        bench.open(Workbench.account(GLOBEX, ZoneId.of("Europe/Berlin"), Workbench.USD));
        Order order = order("main", GLOBEX, "small", "2026-04-15T22:00:00Z");
        bench.on("2026-05-01T00:00:00Z");
        bench.subscribe(new Order(order.id(), GLOBEX, order.plan(), 1, order.at(), Anchor.CALENDAR, false, List.of()));

        assertThat(totals(bench.invoices(GLOBEX))).containsExactly("5.00", "11.50");
        assertThat(bench.invoices(GLOBEX).get(0).content().period().end()).isEqualTo("2026-04-30T22:00:00Z");
    }

    @Test
    void couponsLastAsManyInvoicesAsTheySay() {
        bench.subscribe(withCoupons(bench.order(MAIN, ACME, "weekly", 1), "half", "three"));
        bench.on("2026-03-22T00:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("0.50", "3.50", "7.00", "7.00");
    }

    @Test
    void anAddOnIsInvoicedAsItStartsAndThenWithTheMainSubscription() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-16T12:00:00Z");
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 2));
        bench.on("2026-04-01T00:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "6.00", "25.00");
    }

    @Test
    void anAddOnThatStartsWithAPeriodIsInvoicedOnceForIt() {
        bench.subscribe(ACME, "small");
        bench.on("2026-04-01T00:00:00Z").close(ACME);
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 1));
        bench.on("2026-05-01T00:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "13.00", "6.00", "19.00");
    }

    @Test
    void afterOneHasEndedAnotherCanStart() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-16T12:00:00Z");
        bench.change(new Step.Cancel(When.NOW, false));
        bench.subscribe(bench.order(new SubscriptionId("next"), ACME, "large", 1));

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "1.50", "40.00");
    }

    @Test
    void theFirstInvoiceOfAPreviewIsTheFirstInvoice() {
        for (String plan : List.of("small", "large", "tried", "yearly", "weekly")) {
            Workbench fresh = Shop.opened();
            Order order = withCoupons(fresh.order(MAIN, ACME, plan, 2), "half");
            StoredState before = StoredState.of(fresh.storage);
            SubscriptionPreview preview = fresh.engine.startSubscription().preview(order);
            assertThat(StoredState.of(fresh.storage)).isEqualTo(before);
            fresh.subscribe(order);

            assertThat(preview).isInstanceOfSatisfying(SubscriptionPreview.Previewed.class, previewed -> assertThat(
                            previewed.nextInvoice())
                    .isEqualTo(fresh.invoices(ACME).get(0).content()));
        }
    }

    @Test
    void thePreviewOfATrialIsTheInvoiceAtItsEnd() {
        Order trial = new Order(MAIN, ACME, new PlanKey("tried"), 1, MARCH, Anchor.START, true, List.of());
        SubscriptionPreview preview = bench.engine.startSubscription().preview(trial);
        bench.subscribe(trial);
        bench.on("2026-03-15T00:00:00Z").close(ACME);

        DraftInvoice first = bench.invoices(ACME).get(0).content();
        assertThat(first.total().toDecimal()).isEqualTo("15.00");
        assertThat(preview).isInstanceOfSatisfying(SubscriptionPreview.Previewed.class, previewed -> assertThat(
                        previewed.nextInvoice())
                .isEqualTo(first));
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        bench.open(GLOBEX).subscribe(ACME, "small");
        bench.on("2026-04-02T00:00:00Z").close(ACME);
        AccountId initech = new AccountId("initech");
        bench.open(Workbench.account(initech, ZoneId.of("UTC"), Currency.getInstance("EUR")));
        bench.subscribe(order("euro", initech, "euro", "2026-04-01T00:00:00Z"));
        String now = "2026-04-02T00:00:00Z";
        return WrongInput.to(bench)
                .isRefused("an unknown account", () -> start(order("a", id("nobody"), "small", now)), "nobody")
                .isRefused("an unknown plan", () -> start(order("a", GLOBEX, "smal", now)), "'smal'", "small")
                .isRefused("no quantity", () -> start(bench.order(sub("a"), GLOBEX, "small", 0)), "quantity", "0")
                .isRefused("less", () -> start(bench.order(sub("a"), GLOBEX, "small", -2)), "quantity", "-2")
                .isRefused("another currency", () -> start(order("a", GLOBEX, "euro", now)), "euro", "EUR", "USD")
                .isRefused("a second main one", () -> start(order("a", ACME, "large", now)), "main subscription main")
                .isRefused("an id of another account", () -> start(order("main", GLOBEX, "small", now)), "'main'")
                .isRefused("an id on another plan", () -> start(order("main", ACME, "large", now)), "'main'")
                .isRefused(
                        "the same id with a trial", () -> start(withTrial(order("main", ACME, "small", now))), "'main'")
                .isRefused(
                        "the same id with a coupon",
                        () -> start(withCoupons(order("main", ACME, "small", now), "half")),
                        "'main'")
                .isRefused("no trial in the plan", () -> start(withTrial(order("a", GLOBEX, "small", now))), "no trial")
                .isRefused(
                        "an unknown coupon",
                        () -> start(withCoupons(order("a", GLOBEX, "small", now), "third")),
                        "'third'",
                        "half")
                .isRefused(
                        "a coupon in another currency",
                        () -> start(withCoupons(order("a", GLOBEX, "small", now), "half", "euros")),
                        "'euros'",
                        "3.00 EUR",
                        "USD")
                .isRefused(
                        "no place in the calendar",
                        () -> start(new Order(
                                sub("a"),
                                GLOBEX,
                                new PlanKey("fortnightly"),
                                1,
                                MARCH,
                                Anchor.CALENDAR,
                                false,
                                List.of())),
                        "fortnightly",
                        "calendar")
                .isRefused("an add-on alone", () -> start(order("a", GLOBEX, "boost", now)), "boost", "main")
                .isRefused(
                        "an add-on of another rhythm", () -> start(order("a", ACME, "weekly-boost", now)), "every week")
                .isRefused(
                        "an add-on in another currency", () -> start(order("a", ACME, "euro-boost", now)), "EUR", "USD")
                .isRefused(
                        "an add-on with a coupon",
                        () -> start(withCoupons(order("a", ACME, "boost", now), "half")),
                        "coupons")
                .isRefused(
                        "an add-on in a time that is invoiced",
                        () -> start(order("a", ACME, "boost", "2026-03-31T23:59:59Z")),
                        "2026-03-31T23:59:59Z",
                        "2026-04-01T00:00:00Z")
                .isRefused("a blank id", () -> start(order(" ", GLOBEX, "small", now)), "subscription id")
                .tests();
    }

    private Order order(String id, AccountId account, String plan, String at) {
        return new Order(sub(id), account, new PlanKey(plan), 1, Instant.parse(at), Anchor.START, false, List.of());
    }

    private static Order withTrial(Order order) {
        return new Order(
                order.id(), order.account(), order.plan(), 1, order.at(), order.anchor(), true, order.coupons());
    }

    private static Order withCoupons(Order order, String... coupons) {
        return new Order(
                order.id(),
                order.account(),
                order.plan(),
                order.quantity(),
                order.at(),
                order.anchor(),
                order.trial(),
                Stream.of(coupons).map(CouponKey::new).toList());
    }

    private static AccountId id(String value) {
        return new AccountId(value);
    }

    private static SubscriptionId sub(String value) {
        return new SubscriptionId(value);
    }

    private Outcome start(Order order) {
        return bench.engine.startSubscription().start(order);
    }
}
