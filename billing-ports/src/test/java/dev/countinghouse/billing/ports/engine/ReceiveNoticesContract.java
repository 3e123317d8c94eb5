package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.KeptNotice.State;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ReceiveNotices.Outcome;
import dev.countinghouse.billing.ports.driving.SweepNotices.Swept;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The inbox: a notice is kept once, by whatever way it comes, and before anybody acts on it. */
public abstract class ReceiveNoticesContract extends NoticeCase {

    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void aNoticeIsKeptFirstAndWorkedOffAfterwards() {
        SignedNotice notice = decided();

        assertThat(deliver(notice)).isEqualTo(new Outcome.Kept());
        assertThat(purchase(FIRST).state()).isEqualTo("processing");
        KeptNotice waiting = kept(notice.id());
        assertThat(waiting.state()).isEqualTo(State.WAITING);
        assertThat(waiting.notice().body()).isEqualTo(notice.body());
        assertThat(waiting.notice().type()).isEqualTo("payment.succeeded");
        assertThat(workOff()).containsExactly(kept(notice.id()));
        assertThat(kept(notice.id()).state()).isEqualTo(State.DONE);
        assertThat(available()).isEqualTo("25");
    }

    @Test
    void whatIsNotSignedIsRefusedAndNotKept() {
        SignedNotice notice = decided();

        assertThat(engine.receiveNotices().receive("{}".getBytes(StandardCharsets.UTF_8), Map.of()))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(engine.receiveNotices()
                        .receive((notice.body() + " ").getBytes(StandardCharsets.UTF_8), notice.headers()))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(kept()).isEmpty();
        assertThat(workOff()).isEmpty();
    }

    @Test
    void oneThatComesAgainIsKnownWhateverBecameOfIt() {
        SignedNotice notice = decided();

        assertThat(Race.of(8, thread -> deliver(notice))).containsOnlyOnce(new Outcome.Kept());
        assertThat(workOff()).hasSize(1);
        assertThat(deliver(notice)).isEqualTo(new Outcome.Known());
        assertThat(workOff()).isEmpty();
        assertThat(kept()).hasSize(1);
        assertThat(history()).containsExactly("purchase purchase/first");
    }

    @Test
    void whatComesInAnyOrderComesToTheSame() {
        buy("100.00");
        PaymentKey key = key(FIRST);
        provider.refundFromOutside(key, usd("10.00"));
        provider.openDispute(key, "fraudulent");
        provider.closeDispute(key, true);
        provider.refundFromOutside(key, usd("20.00"));
        List<SignedNotice> notices = new ArrayList<>(notices());
        Collections.reverse(notices);
        notices.addAll(notices());

        notices.forEach(this::deliver);
        assertThat(workOff()).hasSize(5).allMatch(each -> each.state() == State.DONE);
        List<String> once = history();
        assertThat(available()).isEqualTo("77");
        kept().forEach(each -> engine.replayNotices().replay(each.id()));
        assertThat(workOff()).hasSize(5);
        assertThat(history()).isEqualTo(once);
        verify();
    }

    @Test
    void whatIsOfNobodyHereIsIgnored() {
        SignedNotice notice = decided();
        openTheShop();
        deliver(notice);
        deliver("payment.succeeded", "{\"payment\":\"pay_of-another-system\"}");
        deliver("meter.updated", "{\"meter\":\"nobody handles it\"}".replace(' ', '_'));
        deliver("balance.available", "{}");

        assertThat(workOff()).hasSize(4).allMatch(each -> each.state() == State.IGNORED);
        assertThat(kept()).filteredOn(each -> each.state().isOpen()).isEmpty();
    }

    @Test
    void whatIsNotClearIsDeadUntilSomebodyUnderstandsIt() {
        decided();
        Outcome outcome = deliver("payment.succeeded", "{\"object\":{\"payment\":\"" + key(FIRST) + "\"}}");
        assertThat(outcome).isInstanceOf(Outcome.Unclear.class);
        NoticeId id = ((Outcome.Unclear) outcome).id();

        assertThat(workOff()).isEmpty();
        assertThat(kept(id).state()).isEqualTo(State.DEAD);
        assertThat(kept(id).lastFailure()).contains(((Outcome.Unclear) outcome).reason());
        assertThat(deliver("payment.succeeded", "{\"object\":{\"payment\":\"" + key(FIRST) + "\"}}"))
                .isEqualTo(new Outcome.Known());
        assertThat(engine.replayNotices().replay(id).state()).isEqualTo(State.DEAD);

        engine = over(gateway(new Otherwise() {
            @Override
            NoticeOutcome reread(Notice kept) {
                NoticeSubject about = new NoticeSubject(NoticeSubject.Kind.PAYMENT, "pay_" + key(FIRST));
                return new NoticeOutcome.Read(new Notice(
                        kept.id(), kept.type(), Optional.of(about), kept.madeAt(), kept.apiVersion(), kept.body()));
            }
        }));
        assertThat(engine.replayNotices().replay(id).state()).isEqualTo(State.WAITING);
        assertThat(workOff()).extracting(KeptNotice::state).containsExactly(State.DONE);
        assertThat(available()).isEqualTo("25");
    }

    @Test
    void aReplayAsksForTheObjectAgainThoughTheNoticeIsDone() {
        SignedNotice notice = decided();
        receive(notice);
        provider.refundFromOutside(key(FIRST), usd("5.00"));
        assertThat(available()).as("the notice of it was lost").isEqualTo("25");

        assertThat(engine.replayNotices().replay(notice.id()).tries()).isZero();
        assertThat(workOff()).extracting(KeptNotice::attempts).containsExactly(2);
        assertThat(available()).isEqualTo("20");
        assertThatThrownBy(() -> engine.replayNotices().replay(new NoticeId("evt_none")))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("evt_none");
    }

    // ---------------------------------------------------------------- what did not come

    @Test
    void whatTheProviderCouldNotDeliverIsFetchedOnce() {
        SignedNotice notice = decided();

        assertThat(engine.sweepNotices().sweep(MONTH)).isEqualTo(new Swept(1, 0));
        assertThat(engine.sweepNotices().sweep(MONTH)).isEqualTo(new Swept(0, 0));
        assertThat(deliver(notice)).isEqualTo(new Outcome.Known());
        assertThat(workOff()).extracting(KeptNotice::state).containsExactly(State.DONE);
        assertThat(available()).isEqualTo("25");
        bench.clock.advance(MONTH.plusDays(1));
        engine.forgetNotices().forget(MONTH);
        assertThat(engine.sweepNotices().sweep(MONTH))
                .as("what is forgotten is too old")
                .isEqualTo(new Swept(0, 0));
    }

    @Test
    void ofWhatIsFetchedOnlyWhatWeTakeIsKept() {
        engine = over(gateway(new Otherwise() {
            @Override
            void undelivered(Instant since, Consumer<NoticeOutcome> each) {
                each.accept(new NoticeOutcome.Read(notice("evt_1", "balance.available", Optional.empty())));
                each.accept(new NoticeOutcome.Unclear(notice("evt_2", "payment.new", Optional.empty()), "new"));
                each.accept(new NoticeOutcome.Refused("no notice at all"));
                each.accept(new NoticeOutcome.Read(notice(
                        "evt_3", "meter.new", Optional.of(new NoticeSubject(NoticeSubject.Kind.METER, "mtr_1")))));
            }
        }));

        assertThat(engine.sweepNotices().sweep(MONTH)).isEqualTo(new Swept(2, 1));
        assertThat(engine.sweepNotices().sweep(MONTH)).isEqualTo(new Swept(0, 0));
        assertThat(kept()).extracting(each -> each.id().value()).containsExactlyInAnyOrder("evt_2", "evt_3");
    }

    @Test
    void whatWasFetchedBeforeTheProviderFellSilentIsKept() {
        engine = over(gateway(new Otherwise() {
            @Override
            void undelivered(Instant since, Consumer<NoticeOutcome> each) {
                each.accept(new NoticeOutcome.Unclear(notice("evt_1", "payment.new", Optional.empty()), "new"));
                throw new UnavailableException("no answer", new SocketTimeoutException("Read timed out"));
            }
        }));

        assertThatThrownBy(() -> engine.sweepNotices().sweep(MONTH)).isInstanceOf(UnavailableException.class);
        assertThat(kept()).hasSize(1);
    }

    private Notice notice(String id, String type, Optional<NoticeSubject> about) {
        return new Notice(new NoticeId(id), type, about, bench.clock.instant(), Optional.empty(), "{}");
    }

    @Test
    void whatIsFinishedForLongIsForgotten() {
        receive(decided());
        bench.clock.advance(MONTH.minusSeconds(1));
        assertThat(engine.forgetNotices().forget(MONTH)).isZero();
        deliver("balance.available", "{}");
        bench.clock.advance(Duration.ofSeconds(2));

        assertThat(engine.forgetNotices().forget(MONTH)).isEqualTo(1);
        assertThat(kept()).extracting(KeptNotice::state).containsExactly(State.WAITING);
    }
}
