package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RefundPurchase;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What becomes of a customer in the course of time, by commands and jobs that may be cut off. */
abstract class LifeCase extends CheckoutCase {

    private static final String PAYMENT = "payment/";

    /** What notices were about, also those that were lost. */
    private final Set<String> subjects = new HashSet<>();

    @Override
    protected void take(Fate fate) {
        notices().forEach(notice -> subjects.add(notice.page()));
        super.take(fate);
    }

    /** What was taken from him by payments that we have asked for. */
    protected final List<String> taken() {
        return subjects.stream()
                .filter(page -> page.startsWith(PAYMENT))
                .flatMap(page -> bank.find(new PaymentKey(page.substring(PAYMENT.length()))).stream())
                .filter(Payment::isPaid)
                .map(payment -> payment.amount().toDecimal())
                .toList();
    }

    protected final void to(String instant) {
        course.job(() -> {
            Instant now = bench.clock.instant();
            Instant then = Instant.parse(instant);
            assertThat(engine.advanceClock()
                            .advance(then.isAfter(now) ? then : now, 1_000)
                            .arrived())
                    .isTrue();
        });
    }

    /** How he pays from now on. */
    protected final void payWith(String method) {
        course.command(() -> engine.payWith().use(ACME, method));
    }

    /** Records events of now. */
    protected final void count(String type, int times) {
        Instant now = bench.clock.instant();
        List<RecordUsage.Submission> events = IntStream.range(0, times)
                .mapToObj(i -> bench.submission(ACME, type, now, Map.of()))
                .toList();
        course.command(() -> bench.engine.recordUsage().record(events));
    }

    protected final void refund(String purchase, String id, String amount) {
        course.command(() -> assertThat(engine.refundPurchase()
                        .refund(ACME, PurchaseId.ofCheckout(purchase), new RefundId(id), Money.parse(amount, USD)))
                .isInstanceOf(RefundPurchase.Outcome.Refunded.class));
    }

    /** What is paid is asked about again after a day, and after two more. */
    protected final void takeUntil(String credits, Fate fate) {
        take(fate);
        for (int times = 1; times <= 2 && fate == Fate.LOST && !credits().equals(credits); times++) {
            later(Duration.ofDays(2));
            jobs();
        }
    }

    /** Of the credits he has bought for 25.00 a part is given back, and the rest is disputed, in vain. */
    protected final void refundAndDispute(Fate fate) {
        PurchaseId bought = PurchaseId.ofCheckout("credits");
        refund("credits", "a-part", "10.00");
        take(fate);
        assertThat(credits()).isEqualTo("15");

        PaymentKey payment =
                engine.readPurchases().find(ACME, bought).orElseThrow().deal().key();
        bank.openDispute(payment, "fraudulent");
        takeUntil("0", fate);
        assertThat(credits()).as("what is in dispute is not to be had").isEqualTo("0");
        bank.closeDispute(payment, true);
        takeUntil("15", fate);
        assertThat(credits()).isEqualTo("15");
    }

    protected final SubscriptionId subscription() {
        return engine.readSubscriptions().of(ACME).get(0).subscription().id();
    }

    protected final void change(Step step) {
        SubscriptionId id = subscription();
        course.command(() -> assertThat(engine.changeSubscription().change(id, step))
                .isInstanceOf(SubscriptionChange.Changed.class));
    }

    protected final void change(String plan, When when) {
        change(new Step.ToPlan(new PlanKey(plan), 1, when));
    }

    protected final String standing() {
        return engine.readSubscriptions()
                .find(subscription())
                .map(standing -> standing.subscription().state(standing.asOf()).name())
                .orElseThrow();
    }

    /** On a plan that begins with one, without being billed before it ends. */
    protected final void startTrial() {
        StartSubscription.Order order = new StartSubscription.Order(
                Workbench.MAIN,
                ACME,
                new PlanKey("trying"),
                1,
                bench.clock.instant(),
                Lifecycle.Anchor.START,
                true,
                List.of());
        course.command(() -> engine.startSubscription().start(order));
    }
}
