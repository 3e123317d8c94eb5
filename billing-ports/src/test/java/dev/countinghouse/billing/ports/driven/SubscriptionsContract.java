package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Arrears;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Pause;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

public abstract class SubscriptionsContract extends StorageContract {

    private static final SubscriptionId ONE = new SubscriptionId("one");

    @Test
    void aNewOneIsStoredAsRevision1WhateverItsRevisionSays() {
        Subscribed added = subscribed("one", ACME, START);
        assertThat(add(new Subscribed(added.subscription(), Optional.empty(), Optional.of(START), 7)))
                .isTrue();

        assertThat(find(ONE)).contains(added);
        assertThat(added.revision()).isEqualTo(1);
    }

    @Test
    void everythingInItComesBackAsItWas() {
        Subscribed full =
                new Subscribed(full(), Optional.of(START.plusSeconds(1)), Optional.of(START.plusMillis(2_500)), 1);
        add(full);

        assertThat(find(ONE)).contains(full);
        assertThat(in(ACME, () -> storage.subscriptions().of(ACME))).containsExactly(full);
    }

    private static Subscription full() {
        Subscription plain = Samples.subscription("one", ACME, START);
        return new Subscription(
                plain.id(),
                plain.account(),
                PlanVersion.Role.ADD_ON,
                plain.terms(),
                List.of(
                        new Pause(START.plusSeconds(10), Optional.of(START.plusSeconds(20))),
                        new Pause(START.plusSeconds(30), Optional.empty())),
                Optional.of(new Ending(START.plusSeconds(40), true)),
                Optional.of(new Arrears(START.plusSeconds(5), START.plusSeconds(25))),
                new TreeSet<>(List.of(new MeterKey("api_calls"), new MeterKey("llm_tokens"))),
                List.of(
                        new Coupon(
                                new CouponKey("z_half"),
                                "Half",
                                new Coupon.Discount.PercentOff(Fraction.of(50)),
                                Coupon.Duration.FOREVER),
                        new Coupon(
                                new CouponKey("a_five"),
                                "Five",
                                new Coupon.Discount.AmountOff(new Money(500, Samples.USD)),
                                new Coupon.Duration(3))));
    }

    @Test
    void anIdIsTakenOnceByWhomever() {
        add(subscribed("one", ACME, START));

        assertThat(add(subscribed("one", ACME, START.plusSeconds(1)))).isFalse();
        assertThat(add(subscribed("one", GLOBEX, START))).isFalse();
        assertThat(find(ONE)).contains(subscribed("one", ACME, START));
        assertThat(in(GLOBEX, () -> storage.subscriptions().of(GLOBEX))).isEmpty();
    }

    @Test
    void aSaveReplacesAndCountsTheRevisionUp() {
        add(subscribed("one", ACME, START));
        save(billed(subscribed("one", ACME, START), 1));
        save(billed(subscribed("one", ACME, START), 2));

        assertThat(find(ONE)).contains(billed(subscribed("one", ACME, START), 3));
    }

    @Test
    void aSaveOverAnotherRevisionIsStaleAndChangesNothing() {
        add(subscribed("one", ACME, START));
        save(billed(subscribed("one", ACME, START), 1));

        for (long wrong : List.of(0L, 1L, 3L)) {
            assertThatThrownBy(() -> save(subscribedAt(wrong)))
                    .isInstanceOf(StaleVersionException.class)
                    .hasMessageContaining("one");
        }
        assertThat(find(ONE)).contains(billed(subscribed("one", ACME, START), 2));
    }

    @Test
    void whatWasNeverAddedCannotBeSaved() {
        assertThatThrownBy(() -> save(subscribed("one", ACME, START))).isInstanceOf(StaleVersionException.class);
        assertThat(find(ONE)).isEmpty();
    }

    @Test
    void whatFailsIsUndone() {
        undone(Scope.of(ACME), () -> storage.subscriptions().add(subscribed("one", ACME, START)));
        assertThat(find(ONE)).isEmpty();
        assertThat(dueBy(START, 9)).isEmpty();

        add(subscribed("one", ACME, START));
        undone(Scope.of(ACME), () -> storage.subscriptions().save(billed(subscribed("one", ACME, START), 1)));
        assertThat(find(ONE)).contains(subscribed("one", ACME, START));
        assertThat(dueBy(START, 9)).containsExactly(ACME);
    }

    @Test
    void thoseOfAnAccountComeByStartThenId() {
        add(subscribed("c", ACME, START));
        add(subscribed("b", ACME, START.plusSeconds(1)));
        add(subscribed("a", ACME, START.plusSeconds(1)));
        add(subscribed("d", ACME, START.minusSeconds(1)));
        add(subscribed("x", GLOBEX, START));

        assertThat(in(ACME, () -> storage.subscriptions().of(ACME)))
                .extracting(stored -> stored.subscription().id().value())
                .containsExactly("d", "c", "a", "b");
    }

    @Test
    void dueIsWhatIsDueAtOrBeforeTheInstantTheLongestOverdueFirst() {
        dueAt("one", "b-account", START.plusSeconds(2));
        dueAt("two", "a-account", START.plusSeconds(2));
        dueAt("three", "c-account", START);
        dueAt("four", "c-account", START.plusSeconds(1));
        dueAt("five", "d-account", START.plusSeconds(3));
        add(new Subscribed(
                Samples.subscription("never", new AccountId("e"), START), Optional.of(START), Optional.empty(), 1));

        assertThat(dueBy(START.minusMillis(1), 9)).isEmpty();
        assertThat(dueBy(START, 9)).containsExactly(new AccountId("c-account"));
        assertThat(dueBy(START.plusSeconds(2), 9))
                .extracting(AccountId::value)
                .containsExactly("c-account", "a-account", "b-account");
        assertThat(dueBy(START.plusSeconds(9), 2))
                .extracting(AccountId::value)
                .containsExactly("c-account", "a-account");
    }

    @Test
    void whatIsDueFollowsWhatIsSaved() {
        add(subscribed("one", ACME, START));
        save(billed(subscribed("one", ACME, START), 1));

        assertThat(dueBy(START, 9)).isEmpty();
        assertThat(dueBy(START.plusSeconds(100), 9)).containsExactly(ACME);
    }

    @Test
    void anAccountWithAClockOfItsOwnIsDueByThat() {
        dueAt("one", "behind", START);
        dueAt("two", "ahead", START.plusSeconds(100));
        dueAt("three", "without", START.plusSeconds(50));
        AccountId behind = new AccountId("behind");
        AccountId ahead = new AccountId("ahead");
        AccountId without = new AccountId("without");
        run(behind, () -> storage.accountClocks().move(behind, START.minusSeconds(1)));
        run(ahead, () -> storage.accountClocks().move(ahead, START.plusSeconds(100)));

        assertThat(dueBy(START.plusSeconds(10), 9)).containsExactly(ahead);
        assertThat(dueBy(START.plusSeconds(1_000), 9)).containsExactly(without, ahead);
    }

    @Test
    void ofManyThatSaveOverTheSameRevisionOneWins() {
        add(subscribed("one", ACME, START));
        List<Boolean> won = Race.of(thread -> {
            try {
                save(billed(subscribed("one", ACME, START), 1));
                return true;
            } catch (StaleVersionException somebodyElseWon) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        assertThat(find(ONE)).map(Subscribed::revision).contains(2L);
    }

    @Test
    void ofManyThatAddTheSameIdOneDoes() {
        List<Boolean> added = Race.of(thread -> add(subscribed("one", new AccountId("account-" + thread), START)));

        assertThat(added).containsOnlyOnce(true);
    }

    @Test
    void whoHoldsTheLockReadsWhatTheOneBeforeWrote() {
        add(subscribed("one", ACME, START));
        Race.of(thread -> in(ACME, () -> {
            storage.subscriptions().lock(ACME);
            Subscribed read = storage.subscriptions().of(ACME).get(0);
            Instant next = read.nextDueAt().orElseThrow().plusSeconds(1);
            storage.subscriptions()
                    .save(new Subscribed(read.subscription(), read.nextDueAt(), Optional.of(next), read.revision()));
            return true;
        }));

        assertThat(find(ONE)).map(Subscribed::revision).contains(1L + Race.THREADS);
        assertThat(find(ONE)).flatMap(Subscribed::nextDueAt).contains(START.plusSeconds(Race.THREADS));
    }

    @Test
    void anAccountWithoutSubscriptionsCanBeLocked() {
        run(ACME, () -> storage.subscriptions().lock(ACME));
        assertThat(Race.of(thread -> in(ACME, () -> {
                    storage.subscriptions().lock(ACME);
                    storage.subscriptions().lock(ACME);
                    return storage.subscriptions().of(ACME).isEmpty()
                            && storage.subscriptions().add(subscribed("one", ACME, START));
                })))
                .containsOnlyOnce(true);
    }

    private boolean add(Subscribed added) {
        return in(added.subscription().account(), () -> storage.subscriptions().add(added));
    }

    private void save(Subscribed changed) {
        run(changed.subscription().account(), () -> storage.subscriptions().save(changed));
    }

    private Optional<Subscribed> find(SubscriptionId id) {
        return asSystem(() -> storage.subscriptions().find(id));
    }

    private List<AccountId> dueBy(Instant instant, int limit) {
        return asSystem(() -> storage.subscriptions().dueBy(instant, limit));
    }

    private void dueAt(String id, String account, Instant due) {
        Subscription subscription = Samples.subscription(id, new AccountId(account), START);
        add(new Subscribed(subscription, Optional.empty(), Optional.of(due), 1));
    }

    private static Subscribed subscribedAt(long revision) {
        return billed(subscribed("one", ACME, START), revision);
    }

    private static Subscribed billed(Subscribed stored, long revision) {
        return new Subscribed(stored.subscription(), Optional.of(START), Optional.of(START.plusSeconds(100)), revision);
    }
}
