package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.Reconcile.Failed;
import dev.countinghouse.billing.ports.driving.Reconcile.Report;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What two sides say, held against each other. */
public abstract class ReconcileContract extends CollectionCase {

    private List<String> differences() {
        return text(engine.reconcile().reconcile(ACME, START));
    }

    private static List<String> text(List<Difference> differences) {
        return differences.stream()
                .map(found -> found.kind().key() + ": " + found.here() + " / " + found.there()
                        + (found.resolved() ? " (resolved)" : ""))
                .toList();
    }

    @Test
    void whereBothAgreeNothingIsFound() {
        subscribe();
        collect();
        assertThat(status(0)).isEqualTo("paid");
        bench.use(ACME, "call", Map.of());
        toDay(40);
        assertThat(differences()).isEmpty();
        assertThat(engine.reconcile().reconcile(Optional.empty(), 10, START))
                .isEqualTo(new Report(List.of(), 1, List.of(), Optional.empty()));
    }

    /** Of a payment that is decided nobody asks soon: the notice was lost. */
    @Test
    void whatANoticeWouldHaveToldIsFollowed() {
        subscribe();
        collect();
        provider.refundFromOutside(lastKey(0), usd("20.00"));
        List<String> found = List.of(
                "payment_differs: 50.00 USD succeeded, 0.00 USD refunded / 50.00 USD succeeded, 20.00 USD refunded"
                        + " (resolved)");
        assertThat(differences()).isEqualTo(found);
        assertThat(receivable(0).receipts().refunded()).isEqualTo(usd("20.00"));
        assertThat(differences()).isEmpty();

        provider.openDispute(lastKey(0), "fraudulent");
        assertThat(differences()).hasSize(1);
        assertThat(receivable(0).receipts().isInDispute()).isTrue();
        assertThat(differences()).isEmpty();
    }

    @Test
    void aPaymentThatTheProviderHasForgottenIsTold() {
        subscribe();
        collect();
        BillingEngine other = over(bench.storage, standIn()).engine;
        assertThat(text(other.reconcile().reconcile(ACME, START)))
                .containsExactly("payment_missing_there: 50.00 USD succeeded, 0.00 USD refunded / nothing");
        assertThat(text(other.reconcile().reconcile(ACME, day(1))))
                .as("begun before")
                .isEmpty();
    }

    @Test
    void whatWasPaidPastUsIsTold() {
        subscribe();
        OtherPayment paid = provider.payElsewhere(ACME, usd("12.00"));
        collect();
        assertThat(engine.reconcile().reconcile(ACME, START)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Difference.Kind.PAYMENT_UNKNOWN_HERE);
            assertThat(found.about()).isEqualTo(paid.id().value());
            assertThat(found.there()).isEqualTo("12.00 USD at 2026-03-10T12:00:00Z");
            assertThat(found.kind().remedy()).contains("give it back there");
        });
    }

    @Test
    void whatWasNotedAsPaidOutsideIsNotToldAgain() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        OtherPayment paid = provider.payElsewhere(ACME, usd("50.00"));
        assertThat(differences()).hasSize(1);
        engine.payInvoice().paidOutside(number(0), "link, " + paid.id());
        assertThat(status(0)).isEqualTo("paid");
        assertThat(differences()).isEmpty();
    }

    @Test
    void aProviderWhoIsAwayIsNotAskedAboutEverybody() {
        for (int account = 0; account < 8; account++) {
            bench.open(new AccountId("b" + account));
        }
        AtomicInteger asked = new AtomicInteger();
        BillingEngine failing = over(bench.storage, failsFor(account -> asked.incrementAndGet() > 0)).engine;
        Report report = failing.reconcile().reconcile(Optional.empty(), 20, START);
        assertThat(report.failed()).hasSize(9);
        assertThat(report.reconciled()).isEqualTo(9);
        assertThat(asked).hasValue(5);
    }

    @Test
    void whatIsUsedAfterItWasInvoicedDiffersUntilItIsAdjusted() {
        engine.publishCatalogue()
                .publish(Workbench.catalogue(SHOP.replace(
                        "charges: {base: {name: Pro, fee: 50.00}}",
                        "charges: {base: {name: Pro, fee: 50.00}, calls: {meter: calls, per_unit: 0.10}}")));
        subscribe();
        bench.count(ACME, "call", 1_000);
        clock.set(day(31));
        engine.closePeriods().close(ACME);
        clock.set(day(32));
        assertThat(differences()).isEmpty();
        bench.record(List.of(bench.submission(ACME, "call", day(30), Map.of())));
        assertThat(differences()).containsExactly("usage_differs: 0.10 USD for what was used / 0.00 USD invoiced");
        clock.set(day(62));
        engine.closePeriods().close(ACME);
        assertThat(differences()).as("the next invoice has it").isEmpty();
    }

    /** As one that was issued by an engine that had nobody to collect. */
    @Test
    void anInvoiceThatNobodyCollectsIsTold() {
        Workbench alone = new Workbench(bench.storage, clock);
        alone.subscribe(ACME, "pro");
        assertThat(differences()).containsExactly("invoice_not_collected: 0.00 USD collected / 50.00 USD invoiced");
    }

    /** A card that was declined for us, and charged all the same. */
    @Test
    void whatCannotBeFollowedStays() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        PaymentKey key = lastKey(0);
        PaymentStandIn elsewhere = standIn();
        elsewhere.useMethod(ACME, "card_ok");
        elsewhere.charge(new ChargeOrder(key, ACME, usd("50.00"), "x", false));
        BillingEngine other = over(bench.storage, elsewhere).engine;
        List<String> found = List.of(
                "payment_differs: 50.00 USD failed, 0.00 USD refunded / 50.00 USD succeeded, 0.00 USD refunded");
        assertThat(text(other.reconcile().reconcile(ACME, START))).isEqualTo(found);
        assertThat(text(other.reconcile().reconcile(ACME, START))).isEqualTo(found);
        assertThat(status(0)).isEqualTo("open");
    }

    @Test
    void accountsComeInPagesAndWhoFailsHoldsBackNobody() {
        subscribe();
        collect();
        bench.open(GLOBEX);
        bench.subscribe(GLOBEX, "pro");
        collect();
        provider.payElsewhere(GLOBEX, usd("1.00"));
        BillingEngine failing = over(bench.storage, failsFor(ACME::equals)).engine;
        Report first = failing.reconcile().reconcile(Optional.empty(), 1, START);
        assertThat(first.reconciled()).isEqualTo(1);
        assertThat(first.failed()).extracting(Failed::account).containsExactly(ACME);
        assertThat(first.failed().get(0).reason()).contains("away");
        assertThat(first.next()).contains(ACME);
        Report second = failing.reconcile().reconcile(first.next(), 1, START);
        assertThat(second.differences()).extracting(Difference::account).containsExactly(GLOBEX);
        Report last = failing.reconcile().reconcile(second.next(), 1, START);
        assertThat(last).isEqualTo(new Report(List.of(), 0, List.of(), Optional.empty()));
    }

    private PaymentGateway failsFor(Predicate<Object> account) {
        return (PaymentGateway) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PaymentGateway.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("others") && account.test(arguments[0])) {
                        throw new UnavailableException("away", new IllegalStateException("away"));
                    }
                    try {
                        return method.invoke(provider, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Test
    void anAccountThatIsNotThereIsSaidToBeUnknown() {
        assertThatThrownBy(() -> engine.reconcile().reconcile(GLOBEX, START)).isInstanceOf(UnknownException.class);
    }
}
