package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.report.ReportState;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the provider has not answered, and what he answers and does not keep. */
class ReportUndecidedTest extends ReportCase {

    private static final String CALLS = "big:calls";
    private static final SigningSecret SECRET =
            SigningSecret.parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    private final FailingStorage way = new FailingStorage(InMemoryStorage.empty(), 0, Moment.BEFORE);

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    /** 7 that may have arrived, and 2 that have come since. */
    private void lose(Moment moment) {
        openTheShop(InMemoryStorage.empty(), null);
        bench = over(bench.storage, way.failing(MeterGateway.class, provider));
        subscribe("big");
        use(103);
        report();
        use(7);
        way.arm(1, moment);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::report);
        way.disarm();
        use(2);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void itIsSentAgainUnderItsIdWithinADay(Moment moment) {
        lose(moment);
        UsageReport open = latest(CALLS).orElseThrow();
        later(Duration.ofHours(22).plusMinutes(59));
        report();

        assertThat(told(CALLS)).containsExactly(3L, 7L, 2L);
        assertThat(provider.counted()).extracting(UsageReport::id).contains(open.id());
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void afterThatTheTotalsDecide(Moment moment) {
        lose(moment);
        UsageReport open = latest(CALLS).orElseThrow();
        later(Duration.ofDays(2));
        report();

        assertThat(atProvider(CALLS)).isEqualTo(12);
        assertThat(told(CALLS)).isEqualTo(moment == Moment.AFTER ? List.of(3L, 7L, 2L) : List.of(3L, 9L));
        assertThat(reports().stream().filter(each -> each.id().equals(open.id())))
                .extracting(UsageReport::state)
                .containsExactly(moment == Moment.AFTER ? ReportState.SENT : ReportState.WITHDRAWN);
    }

    @Test
    void totalsAreNotAskedBeforeTheLastTryIsInThem() {
        lose(Moment.BEFORE);
        later(Duration.ofHours(22).plusMinutes(59));
        way.arm(1, Moment.AFTER);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::report);
        way.disarm();
        provider.totalsAreLateBy(Duration.ofMinutes(50));
        for (int i = 0; i < 7; i++) {
            later(Duration.ofMinutes(10));
            report();
        }

        assertThat(told(CALLS)).containsExactly(3L, 7L, 2L);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aRefusalOfASecondTryDoesNotSayThatTheFirstHasNotArrived(Moment moment) {
        lose(moment);
        provider.removeMeter(CALLS);
        later(Duration.ofHours(1));
        report();
        UsageReport open = latest(CALLS).orElseThrow();
        assertThat(open.isOpen()).isTrue();
        assertThat(open.progress().reason()).contains("there is no meter big:calls");
        later(Duration.ofDays(1));
        report();
        assertThat(latest(CALLS).orElseThrow().progress().reason()).contains("the provider has no total of it");

        provider.addMeter(CALLS);
        later(Duration.ofDays(1));
        report();
        assertThat(atProvider(CALLS)).isEqualTo(12);
        assertThat(tally(CALLS, START).isTold()).isTrue();
    }

    @Test
    void totalsThatAgreeWithNeitherAreWaitedFor() {
        lose(Moment.AFTER);
        provider.totalsAreLateBy(Duration.ofDays(5));
        later(Duration.ofDays(2));
        report();
        UsageReport waiting = latest(CALLS).orElseThrow();
        assertThat(waiting.isOpen()).isTrue();
        assertThat(waiting.progress().reason())
                .contains("the provider's total is 0, it should be 10 with it and 3 without");

        provider.totalsAreLateBy(Duration.ZERO);
        later(Duration.ofHours(9));
        report();
        assertThat(told(CALLS)).containsExactly(3L, 7L, 2L);
    }

    @Test
    void whatWasNeverTriedIsToldElsewhereOnceItsTimeIsOver() {
        lose(Moment.BEFORE);
        way.arm(1, Moment.BEFORE);
        on(SECOND.plus(Duration.ofMinutes(30)));
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::report);
        way.disarm();
        later(Duration.ofMinutes(30));
        report();
        later(Duration.ofHours(3));
        report();

        assertThat(atProvider(CALLS, START, SECOND)).isEqualTo(Map.of(START, 3L, SECOND, 9L));
        assertThat(tallies()).allMatch(tally -> tally.isTold());
    }

    @Test
    void whatIsOpenWhenTheSubscriptionEndsIsNotToldAfterItsLastInvoice() {
        lose(Moment.BEFORE);
        later(Duration.ofHours(1));
        way.arm(1, Moment.BEFORE);
        bench.change(new ChangeSubscription.Step.Cancel(ChangeSubscription.When.NOW, false));
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::report);
        way.disarm();
        later(Duration.ofHours(1));
        report();
        later(Duration.ofHours(9));
        report();

        assertThat(told(CALLS)).containsExactly(3L);
        assertThat(tally(CALLS, START).missing()).as("to be seen").isEqualTo(9);
    }

    @Test
    void theProviderThatDoesNotAnswerIsNotAskedForTheNext() {
        way.arm(1, Moment.BEFORE);
        bench = over(bench.storage, way.failing(MeterGateway.class, provider));
        subscribe("pro");
        use(12);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::report);
        assertThat(provider.counted()).isEmpty();
        assertThat(bench.engine.reportUsage().due(9)).isEmpty();

        later(Duration.ofMinutes(1));
        report();
        assertThat(provider.counted()).hasSize(2);
    }

    @Test
    void whatWasTakenAndIsNotCountedIsToldAgainUnderAnotherId() {
        openTheShop(InMemoryStorage.empty(), null);
        PaymentStandIn payments =
                new PaymentStandIn(StandInBook.inMemory(), clock::instant, SECRET, URI.create("https://pay.example/"));
        bench = new Workbench(bench.storage, clock, wiring -> wiring.worldClock(clock)
                .payments(payments)
                .tellUsageTo(provider));
        subscribe("big");
        use(103);
        report();
        UsageReport sent = latest(CALLS).orElseThrow();
        use(1);
        report();
        provider.drop(sent.id());
        keep("nobody_else 1", sent.id().value() + " the customer was gone");
        bench.engine.workOffNotices().all();

        UsageReport refused = reports().get(1);
        assertThat(refused.state()).isEqualTo(ReportState.REFUSED);
        assertThat(refused.progress().reason()).contains("the customer was gone");
        assertThat(atProvider(CALLS)).isEqualTo(1);
        report();
        assertThat(told(CALLS)).containsExactly(1L, 3L);

        keep("again 2", sent.id().value() + " the customer was gone");
        bench.engine.workOffNotices().all();
        report();
        assertThat(told(CALLS)).as("told twice of the same").containsExactly(1L, 3L);
        keep("stranger 3", "chr_" + "0".repeat(64) + " of somebody else");
        assertThat(bench.engine.workOffNotices().next()).map(KeptNotice::state).contains(KeptNotice.State.IGNORED);
    }

    private void keep(String id, String body) {
        Notice notice = new Notice(
                new NoticeId(id.replace(' ', '_')),
                "meter.error",
                Optional.of(new NoticeSubject(NoticeSubject.Kind.METER, id.replace(' ', '_'))),
                clock.instant(),
                Optional.empty(),
                body);
        bench.storage.transactions().inTransaction(Scope.SYSTEM, () -> bench.storage
                .notices()
                .add(KeptNotice.received(notice, clock.instant())));
    }
}
