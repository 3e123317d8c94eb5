package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.KeptNotice.State;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whoever works off notices, however many at a time and however often they fail: the object is followed, by one at a time. */
public abstract class WorkOffNoticesContract extends NoticeCase {

    /** As if the process had ended. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whoeverIsThereWorksOffWhatAnotherHasKept() {
        SignedNotice notice = decided();
        deliver(notice);
        BillingEngine another = over(provider);

        assertThat(another.workOffNotices().next()).contains(kept(notice.id()));
        assertThat(another.workOffNotices().next()).isEmpty();
        assertThat(available()).isEqualTo("25");
    }

    @Test
    void whoeverCrashedWhileHeWorkedIsFollowedAfterTenMinutes() {
        SignedNotice notice = decided();
        deliver(notice);
        engine = over(gateway(new Otherwise() {
            @Override
            Optional<Payment> find(PaymentId id) {
                throw new Crash();
            }
        }));
        assertThatThrownBy(() -> engine.workOffNotices().next()).isInstanceOf(Crash.class);

        engine = over(provider);
        bench.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(workOff()).isEmpty();
        assertThat(kept(notice.id()).state()).isEqualTo(State.WORKING);
        bench.clock.advance(Duration.ofMillis(1));
        assertThat(workOff()).containsExactly(kept(notice.id()));
        assertThat(kept(notice.id()).state()).isEqualTo(State.DONE);
        assertThat(kept(notice.id()).attempts()).isEqualTo(2);
        assertThat(history()).containsExactly("purchase purchase/first");
    }

    @Test
    void whatFailsIsTriedLaterAndLaterAndGivenUpAfterTenTries() {
        SignedNotice notice = decided();
        deliver(notice);
        AtomicInteger asked = new AtomicInteger();
        engine = over(gateway(new Otherwise() {
            @Override
            Optional<Payment> find(PaymentId id) {
                throw new UnavailableException(
                        "no answer " + asked.incrementAndGet(), new SocketTimeoutException("Read timed out"));
            }
        }));
        Instant began = bench.clock.instant();
        List<Duration> waits = new ArrayList<>();
        while (kept(notice.id()).state() != State.DEAD) {
            assertThat(workOff()).hasSize(1);
            assertThat(kept(notice.id()).lastFailure()).contains("no answer " + asked.get());
            assertThat(workOff()).as("before its time").isEmpty();
            kept(notice.id()).dueAt().ifPresent(due -> {
                waits.add(Duration.between(bench.clock.instant(), due));
                bench.clock.set(due);
            });
        }

        assertThat(asked.get()).isEqualTo(10);
        assertThat(waits).isSorted().hasSize(9);
        assertThat(Duration.between(began, bench.clock.instant()))
                .isBetween(Duration.ofHours(75), Duration.ofHours(84));
        bench.clock.advance(Duration.ofDays(1));
        assertThat(workOff()).isEmpty();

        engine = over(provider);
        engine.replayNotices().replay(notice.id());
        assertThat(workOff()).extracting(KeptNotice::state).containsExactly(State.DONE);
        assertThat(kept(notice.id()).lastFailure()).isEmpty();
        assertThat(available()).isEqualTo("25");
    }

    @Test
    void oneThatFailsDoesNotHoldBackOthersOfItsObject() {
        SignedNotice first = decided();
        deliver(first);
        provider.refundFromOutside(key(FIRST), usd("5.00"));
        SignedNotice second = notices().get(1);
        deliver(second);
        AtomicInteger asked = new AtomicInteger();
        engine = over(gateway(new Otherwise() {
            @Override
            Optional<Payment> find(PaymentId id) {
                if (asked.incrementAndGet() == 1) {
                    throw new IllegalStateException("a bug of ours, of some kind");
                }
                return super.find(id);
            }
        }));

        assertThat(workOff()).extracting(KeptNotice::state).containsExactly(State.WAITING, State.DONE);
        assertThat(available()).isEqualTo("20");
        bench.clock.advance(Duration.ofSeconds(6));
        assertThat(workOff()).extracting(KeptNotice::state).containsExactly(State.DONE);
        assertThat(available()).isEqualTo("20");
    }

    @Test
    void whoeverIsOvertakenAfterHisTimeSettlesNothing() {
        SignedNotice notice = decided();
        deliver(notice);
        AtomicReference<KeptNotice> byTheOther = new AtomicReference<>();
        engine = over(gateway(new Otherwise() {
            @Override
            Optional<Payment> find(PaymentId id) {
                bench.clock.advance(Duration.ofMinutes(10));
                over(provider).workOffNotices().next().ifPresent(byTheOther::set);
                throw new IllegalStateException("too slow");
            }
        }));

        assertThat(engine.workOffNotices().next()).contains(byTheOther.get());
        assertThat(kept(notice.id())).isEqualTo(byTheOther.get());
        assertThat(kept(notice.id()).state()).isEqualTo(State.DONE);
        assertThat(kept(notice.id()).attempts()).isEqualTo(2);
    }

    @Test
    void aReplayLeavesToHimWhatSomebodyWorksAt() {
        SignedNotice notice = decided();
        deliver(notice);
        AtomicReference<KeptNotice> replayed = new AtomicReference<>();
        engine = over(gateway(new Otherwise() {
            @Override
            Optional<Payment> find(PaymentId id) {
                replayed.set(over(provider).replayNotices().replay(notice.id()));
                assertThat(over(provider).workOffNotices().next()).isEmpty();
                return super.find(id);
            }
        }));

        assertThat(workOff()).extracting(KeptNotice::state).containsExactly(State.DONE);
        assertThat(replayed.get().state()).isEqualTo(State.WORKING);
        assertThat(kept(notice.id()).attempts()).isEqualTo(1);
    }

    @Test
    void ofManyThatWorkOneAtATimeAsksAboutAPayment() {
        List<PurchaseId> purchases = List.of(new PurchaseId("a"), new PurchaseId("b"), new PurchaseId("c"));
        for (PurchaseId id : purchases) {
            bought(order(id, "50.00"));
            for (int refund = 0; refund < 5; refund++) {
                provider.refundFromOutside(key(id), usd("1.00"));
            }
        }
        Set<PaymentId> asking = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<PaymentId> asked = new ConcurrentLinkedQueue<>();
        engine = over(gateway(new Otherwise() {
            @Override
            Optional<Payment> find(PaymentId id) {
                assertThat(asking.add(id)).as("alone at %s", id).isTrue();
                Optional<Payment> found = super.find(id);
                asked.add(id);
                Thread.yield();
                asking.remove(id);
                return found;
            }
        }));
        notices().forEach(this::deliver);

        Race.of(8, thread -> {
            // some give up early, while all that is left is being worked at
            while (kept().stream().anyMatch(each -> each.state().isOpen())) {
                engine.workOffNotices().next();
            }
            return true;
        });

        assertThat(asked).hasSize(18);
        assertThat(kept()).hasSize(18).allMatch(each -> each.state() == State.DONE && each.attempts() == 1);
        assertThat(available()).isEqualTo("135");
        verify();
    }

    @Test
    void itIsNotWorkedOffWithinATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> bench.storage.transactions().inTransaction(Scope.SYSTEM, () -> engine.workOffNotices()
                        .next()));
    }

    @Test
    void aPaymentThatIsStillOpenIsDoneForNow() {
        paysWith(TestMethod.BANK_ASYNC_OK);
        buy("25.00");
        notices().forEach(this::deliver);

        assertThat(workOff()).extracting(KeptNotice::state).containsExactly(State.DONE);
        assertThat(purchase(FIRST).state()).isEqualTo("processing");
    }
}
