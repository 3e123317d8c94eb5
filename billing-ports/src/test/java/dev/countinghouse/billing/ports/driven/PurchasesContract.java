package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.CreditSale.Bonus;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.PurchaseRefund;
import dev.countinghouse.billing.domain.purchase.PurchaseTerms;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.domain.purchase.Withheld;
import dev.countinghouse.billing.ports.driven.Purchases.Due;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class PurchasesContract extends StorageContract {

    private static final CreditUnit DOLLARS = CreditUnit.of(Samples.USD);
    private static final PurchaseId ONE = new PurchaseId("one");
    private static final Instant LATER = START.plusSeconds(60);

    private static Money usd(String amount) {
        return Money.parse(amount, Samples.USD);
    }

    private static Purchase full(AccountId account) {
        PurchaseTerms terms = new PurchaseTerms(
                new Wish.Pack("pack"),
                usd("12345678901234.56"),
                Credits.parse("0.000000000001", new CreditUnit("gpu-minutes")),
                Optional.of(Interval.parse("3 months")),
                Optional.of(
                        new Bonus("usual", Credits.parse("12.5", DOLLARS), Optional.of(Interval.parse("2 weeks")))));
        return new Purchase(
                new Deal(account, new PurchaseId("full"), terms, Deal.Origin.TOP_UP, false, START),
                Optional.of(new PaymentState.Succeeded()),
                Optional.of(LATER),
                usd("3.00"),
                List.of(
                        refund("a", PurchaseRefund.State.DONE, ""),
                        refund("b", PurchaseRefund.State.REFUSED, "\u00e4 'quoted' \"reason\""),
                        refund("c", PurchaseRefund.State.REQUESTED, "")),
                Optional.of(new Dispute(Dispute.State.LOST, usd("9.00"), "fraudulent", LATER)),
                Optional.of(new Withheld(Credits.parse("7", DOLLARS), Credits.parse("0.5", DOLLARS), LATER)),
                2,
                1);
    }

    private static PurchaseRefund refund(String id, PurchaseRefund.State state, String refusal) {
        return new PurchaseRefund(
                new RefundId(id), new PaymentKey("refund_" + id), usd("3.00"), state, refusal, START.plusNanos(1_000));
    }

    private boolean add(Purchase purchase) {
        return in(purchase.account(), () -> storage.purchases().add(purchase, LATER));
    }

    private Optional<Purchase> find(AccountId account, PurchaseId id) {
        return in(account, () -> storage.purchases().find(account, id));
    }

    private Purchase update(Purchase purchase) {
        return in(purchase.account(), () -> storage.purchases().update(purchase, Optional.of(LATER)));
    }

    private List<Due> due(Instant by, int limit) {
        return asSystem(() -> storage.purchases().dueBy(by, limit));
    }

    private boolean postpone(Due seen, Optional<Instant> lookAt) {
        return in(seen.account(), () -> storage.purchases().postpone(seen, lookAt));
    }

    @Test
    void purchasesComeBackAsTheyWereKept() {
        Purchase plain = Samples.purchase(ACME, ONE, START);
        assertThat(add(plain)).isTrue();
        assertThat(add(full(ACME))).isTrue();

        assertThat(find(ACME, ONE)).contains(plain);
        assertThat(find(ACME, new PurchaseId("full"))).contains(full(ACME));
        assertThat(in(ACME, () -> storage.purchases().lock(ACME, ONE))).contains(plain);
        assertThat(in(ACME, () -> storage.purchases().find(ACME, plain.deal().key())))
                .contains(plain);
        assertThat(in(ACME, () -> storage.purchases().find(ACME, new PaymentKey("none"))))
                .isEmpty();
        assertThat(find(GLOBEX, ONE)).isEmpty();
    }

    @Test
    void everyStateComesBack() {
        List<PaymentState> states = List.of(
                new PaymentState.Processing(),
                new PaymentState.RequiresAction(URI.create("https://pay.example/1?a=b&c")),
                new PaymentState.Succeeded(),
                new PaymentState.Failed("card_declined", "The card \u201cwas\u201d declined."));
        for (PaymentState state : states) {
            Purchase purchase =
                    Samples.purchase(ACME, new PurchaseId(state.name()), START).in(state, LATER);
            add(purchase);
            assertThat(find(ACME, purchase.id())).contains(purchase);
        }
    }

    @Test
    void anIdIsTakenOnceInItsAccount() {
        Purchase first = Samples.purchase(ACME, ONE, START);
        assertThat(add(first)).isTrue();
        assertThat(add(Samples.purchase(ACME, ONE, LATER))).isFalse();
        assertThat(add(Samples.purchase(GLOBEX, ONE, LATER))).isTrue();

        assertThat(find(ACME, ONE)).contains(first);
    }

    @Test
    void aChangeIsKeptIfTheRevisionIsTheOneThatWasRead() {
        Purchase first = Samples.purchase(ACME, ONE, START);
        add(first);
        Purchase changed = update(first.in(new PaymentState.Processing(), LATER));

        assertThat(changed.revision()).isEqualTo(2);
        assertThat(find(ACME, ONE)).contains(changed);
        assertThatThrownBy(() -> update(first.in(new PaymentState.Succeeded(), LATER)))
                .isInstanceOf(StaleVersionException.class)
                .hasMessageContaining("one");
        assertThatThrownBy(() -> update(Samples.purchase(ACME, new PurchaseId("none"), START)))
                .isInstanceOf(StaleVersionException.class);
        assertThat(find(ACME, ONE)).contains(changed);
    }

    @Test
    void theLastOneIsListedFirst() {
        for (String id : List.of("b", "c", "a")) {
            add(Samples.purchase(ACME, new PurchaseId(id), START));
        }
        add(Samples.purchase(GLOBEX, ONE, START));

        assertThat(ids(Optional.empty(), 9)).containsExactly("a", "c", "b");
        assertThat(ids(Optional.empty(), 2)).containsExactly("a", "c");
        assertThat(ids(Optional.of(new PurchaseId("c")), 9)).containsExactly("b");
    }

    private List<String> ids(Optional<PurchaseId> before, int limit) {
        return in(ACME, () -> storage.purchases().of(ACME, before, limit)).stream()
                .map(purchase -> purchase.id().value())
                .toList();
    }

    @Test
    void theyAreListedWhenItIsTimeToLook() {
        Due full = new Due(GLOBEX, new PurchaseId("full"), 0);
        Due other = new Due(GLOBEX, ONE, 0);
        add(Samples.purchase(ACME, ONE, START));
        add(Samples.purchase(GLOBEX, ONE, START));
        add(full(GLOBEX));
        assertThat(postpone(other, Optional.of(LATER.plusSeconds(1)))).isTrue();
        assertThat(postpone(new Due(GLOBEX, ONE, 1), Optional.of(LATER.minusSeconds(1))))
                .isTrue();

        assertThat(due(LATER.minusSeconds(2), 9)).isEmpty();
        assertThat(due(LATER, 9)).containsExactly(new Due(GLOBEX, ONE, 2), new Due(ACME, ONE, 0), full);
        assertThat(due(LATER, 1)).containsExactly(new Due(GLOBEX, ONE, 2));
        assertThat(postpone(full, Optional.empty())).isTrue();
        assertThat(due(LATER.plusSeconds(9_999), 9)).doesNotContain(full).hasSize(2);
    }

    @Test
    void aChangeSaysWhenToLookAnew() {
        Purchase first = Samples.purchase(ACME, ONE, START);
        add(first);
        postpone(new Due(ACME, ONE, 0), Optional.of(LATER));
        Purchase paid = update(first.in(new PaymentState.Succeeded(), LATER));
        assertThat(due(LATER, 9)).containsExactly(new Due(ACME, ONE, 0));

        in(ACME, () -> storage.purchases().update(paid, Optional.empty()));
        assertThat(due(LATER.plusSeconds(9_999), 9)).isEmpty();
    }

    @Test
    void ofManyWhoHaveSeenItDueOneLooks() {
        add(Samples.purchase(ACME, ONE, START));
        Due seen = new Due(ACME, ONE, 0);
        assertThat(Race.of(any -> postpone(seen, Optional.of(LATER.plusSeconds(1)))))
                .containsOnlyOnce(true);
        assertThat(postpone(new Due(ACME, new PurchaseId("none"), 0), Optional.of(LATER)))
                .isFalse();
        assertThat(due(LATER.plusSeconds(1), 9)).containsExactly(new Due(ACME, ONE, 1));
    }

    @Test
    void topUpsAreCountedAndAddedUp() {
        Money none = usd("0.00");
        for (int i = 1; i <= 4; i++) {
            add(Samples.purchase(ACME, PurchaseId.topUp(i), START.plusSeconds(i)));
        }
        add(Samples.purchase(ACME, ONE, START.plusSeconds(9)));
        add(Samples.purchase(GLOBEX, PurchaseId.topUp(1), START.plusSeconds(9)));
        update(Samples.purchase(ACME, PurchaseId.topUp(3), START.plusSeconds(3))
                .in(new PaymentState.Failed("expired_card", ""), LATER));

        assertThat(in(ACME, () -> storage.purchases().topUps(ACME))).isEqualTo(4);
        assertThat(in(ACME, () -> storage.purchases().toppedUpSince(ACME, START.plusSeconds(2), none)))
                .isEqualTo(usd("50.00"));
        assertThat(in(ACME, () -> storage.purchases().toppedUpSince(ACME, LATER, none)))
                .isEqualTo(none);
        assertThat(in(ACME, () -> storage.purchases().hasUndecidedTopUp(ACME))).isTrue();
        for (int i : new int[] {1, 2, 4}) {
            update(Samples.purchase(ACME, PurchaseId.topUp(i), START.plusSeconds(i))
                    .in(new PaymentState.Succeeded(), LATER));
        }
        assertThat(in(ACME, () -> storage.purchases().hasUndecidedTopUp(ACME))).isFalse();
    }

    @Test
    void topUpsAreStoppedForAReasonUntilTheyAreNot() {
        assertThat(stopped(ACME)).isEmpty();
        stop(ACME, Optional.of("first"));
        stop(ACME, Optional.of("second"));
        assertThat(stopped(ACME)).contains("second");
        assertThat(stopped(GLOBEX)).isEmpty();
        undone(Scope.of(ACME), () -> storage.purchases().stopTopUps(ACME, Optional.empty()));
        assertThat(stopped(ACME)).contains("second");
        stop(ACME, Optional.empty());
        stop(ACME, Optional.empty());

        assertThat(stopped(ACME)).isEmpty();
    }

    private void stop(AccountId account, Optional<String> reason) {
        run(account, () -> storage.purchases().stopTopUps(account, reason));
    }

    private Optional<String> stopped(AccountId account) {
        return in(account, () -> storage.purchases().topUpsStopped(account));
    }

    @Test
    void whatIsUndoneChangedNothing() {
        Purchase first = Samples.purchase(ACME, ONE, START);
        undone(Scope.of(ACME), () -> storage.purchases().add(first, LATER));
        assertThat(find(ACME, ONE)).isEmpty();

        add(first);
        undone(Scope.of(ACME), () -> {
            storage.purchases().update(first.in(new PaymentState.Succeeded(), LATER), Optional.empty());
            storage.purchases().postpone(new Due(ACME, ONE, 0), Optional.of(LATER.plusSeconds(9)));
        });
        assertThat(find(ACME, ONE)).contains(first);
        assertThat(due(LATER, 9)).containsExactly(new Due(ACME, ONE, 0));
    }

    @Test
    void ofManyWhoAddOrChangeTheSameOneDoes() {
        Purchase first = Samples.purchase(ACME, ONE, START);
        assertThat(Race.of(any -> add(first))).containsOnlyOnce(true);
        assertThat(Race.of(any -> in(ACME, () -> {
                    Purchase now = storage.purchases().lock(ACME, ONE).orElseThrow();
                    return storage.purchases().update(now, Optional.of(LATER)).revision();
                })))
                .doesNotHaveDuplicates()
                .contains(2L, 33L);
        assertThatThrownBy(() -> in(GLOBEX, () -> storage.purchases().find(ACME, ONE)))
                .isInstanceOf(IllegalStateException.class);
    }
}
