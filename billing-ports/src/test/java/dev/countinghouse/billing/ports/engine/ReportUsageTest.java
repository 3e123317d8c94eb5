package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.report.ReportState;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportUsageTest extends ReportCase {

    private static final String CALLS = "pro:calls";

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @Test
    void toldIsWhatHasToBePaidAndOnlyWhatIsNew() {
        subscribe("pro");
        use(4);
        report();
        assertThat(told(CALLS)).as("included").isEmpty();
        assertThat(told("pro:tokens")).containsExactly(10L);

        use(10);
        report();
        report();
        assertThat(told(CALLS)).containsExactly(4L);
        use(1);
        report();
        assertThat(told(CALLS)).containsExactly(4L, 1L);
        assertThat(told("pro:tokens")).containsExactly(10L, 95L, 15L);
        assertThat(bench.engine.reportUsage().due(9)).isEmpty();
    }

    @Test
    void aCorrectionTakesBackWhatItTakesOff() {
        subscribe("pro");
        use(20);
        report();
        take(3, 17);
        report();

        assertThat(told(CALLS)).containsExactly(10L, -10L);
        assertThat(atProvider("pro:tokens")).isEqualTo(1 + 2 + 18 + 19 + 20);
    }

    @Test
    void whatCreditsPayIsNotTold() {
        subscribe("prepaid");
        use(5);
        report();

        assertThat(provider.counted()).isEmpty();
    }

    @Test
    void eachPeriodIsToldWithATimeInIt() {
        subscribe("pro");
        use(15);
        report();
        on(SECOND.minusSeconds(5));
        use(3);
        on(SECOND);
        report();
        assertThat(atProvider(CALLS, START, SECOND)).isEqualTo(Map.of(START, 8L, SECOND, 0L));

        on(SECOND.plusSeconds(90));
        use(12);
        report();
        assertThat(atProvider(CALLS, START, SECOND)).isEqualTo(Map.of(START, 8L, SECOND, 2L));
    }

    @Test
    void whatComesLateIsToldForItsPeriodWhileTheProviderWaits() {
        subscribe("pro");
        use(15);
        on(SECOND.plus(Duration.ofMinutes(49)));
        use(2, SECOND.minusSeconds(9));
        report();

        assertThat(atProvider(CALLS, START, SECOND)).isEqualTo(Map.of(START, 7L, SECOND, 0L));
    }

    @Test
    void whatComesLaterIsCarriedIntoThePeriodThatRuns() {
        subscribe("pro");
        use(15);
        report();
        on(SECOND.plus(Duration.ofMinutes(50)));
        use(2, SECOND.minusSeconds(9));
        report();

        assertThat(atProvider(CALLS, START, SECOND)).isEqualTo(Map.of(START, 5L, SECOND, 2L));
        assertThat(tally(CALLS, START).isTold()).isTrue();
        assertThat(tally(CALLS, SECOND).there()).isEqualTo(2);
        assertThat(tally(CALLS, SECOND).told()).isZero();
    }

    @Test
    void whatIsTakenBackLateIsHeldUntilThereIsRoom() {
        subscribe("pro");
        use(30);
        report();
        on(SECOND.plus(Duration.ofHours(2)));
        take(1, 15);
        report();
        assertThat(told(CALLS)).containsExactly(20L);
        assertThat(tally(CALLS, START).missing()).isEqualTo(-15);

        use(16);
        report();
        assertThat(atProvider(CALLS, START, SECOND)).isEqualTo(Map.of(START, 20L, SECOND, 0L));
        assertThat(tally(CALLS, START).missing()).isEqualTo(-9);

        on(THIRD.plus(Duration.ofHours(2)));
        use(40);
        report();
        assertThat(atProvider(CALLS, START, SECOND, THIRD)).isEqualTo(Map.of(START, 20L, SECOND, 0L, THIRD, 21L));
        assertThat(tallies()).allMatch(tally -> tally.isTold());
    }

    @Test
    void theFirstMinuteOfAPeriodThatBeginsWithinOneIsWaitedFor() {
        on(START.plusSeconds(20));
        subscribe("pro");
        use(11);
        report();
        assertThat(told(CALLS)).isEmpty();

        on(START.plusSeconds(59));
        assertThat(bench.engine.reportUsage().due(9)).isEmpty();
        on(START.plusSeconds(60));
        report();
        assertThat(told(CALLS)).containsExactly(1L);
    }

    @Test
    void ofAPlanThatWasLeftIsToldBeforeItWas() {
        subscribe("pro");
        use(15);
        later(Duration.ofDays(3));
        Instant left = clock.instant();
        bench.change(Workbench.toPlan("big", When.NOW));
        use(90);
        later(Duration.ofDays(1));
        report();

        assertThat(told(CALLS)).containsExactly(5L);
        assertThat(told("big:calls")).containsExactly(5L);
        assertThat(provider.counted())
                .allSatisfy(report -> assertThat(report.at().isBefore(left))
                        .isEqualTo(report.meter().startsWith("pro:")));
        on(SECOND.plus(Duration.ofHours(3)));
        use(2, START.plusSeconds(1));
        report();
        assertThat(tally(CALLS, START).missing())
                .as("nobody would price it any more")
                .isEqualTo(2);
    }

    @Test
    void addOnsAreToldWithThePeriodOfTheMainSubscription() {
        subscribe("pro");
        later(Duration.ofDays(2));
        bench.subscribe(bench.order(new SubscriptionId("more"), ACME, "addition", 1));
        use(3);
        report();

        assertThat(told("addition:tokens")).containsExactly(6L);
        assertThat(tally("addition:tokens", START).isTold()).isTrue();
    }

    @Test
    void aLevelIsToldAsItLasts() {
        subscribe("levels");
        bench.use(ACME, "disk", Map.of("gb", 31_000));
        report();
        for (int hour = 0; hour < 3; hour++) {
            later(Duration.ofHours(1));
            report();
        }

        // 31,000 GB over a month of 31 days of 24 hours: in three of them 125, to the whole one
        assertThat(atProvider("levels:disk")).isEqualTo(125);
        on(SECOND);
        report();
        assertThat(atProvider("levels:disk", START, SECOND)).isEqualTo(Map.of(START, 31_000L, SECOND, 0L));
    }

    @Test
    void afterTheEndOfTheSubscriptionItIsToldAndThenHeld() {
        subscribe("pro");
        use(12);
        later(Duration.ofDays(1).plusSeconds(30));
        bench.change(new Step.Cancel(When.NOW, false));
        report();
        assertThat(told(CALLS)).containsExactly(2L);

        later(Duration.ofHours(1));
        use(2, START.plusSeconds(1));
        report();
        assertThat(told(CALLS)).containsExactly(2L);
        assertThat(tally(CALLS, START).missing()).isEqualTo(2);
        assertThat(bench.engine.reportUsage().due(9)).isEmpty();
    }

    @Test
    void whatIsRefusedIsSeenAndToldAgainOnceItIsTaken() {
        subscribe("pro");
        provider.removeMeter(CALLS);
        use(12);
        report();
        UsageReport refused = latest(CALLS).orElseThrow();
        assertThat(refused.state()).isEqualTo(ReportState.REFUSED);
        assertThat(refused.progress().reason()).contains("there is no meter pro:calls");
        assertThat(told("pro:tokens")).as("others go on").hasSize(1);
        assertThat(tally(CALLS, START).missing()).isEqualTo(2);

        provider.addMeter(CALLS);
        use(1);
        report();
        assertThat(told(CALLS)).as("after a while").isEmpty();
        later(Duration.ofMinutes(1));
        report();
        assertThat(told(CALLS)).containsExactly(3L);
        assertThat(latest(CALLS).orElseThrow().id()).isNotEqualTo(refused.id());
    }

    @Test
    void thePausesBetweenRefusalsGrow() {
        subscribe("pro");
        provider.removeMeter(CALLS);
        use(12);
        for (int minute = 0; minute < 60; minute++) {
            report();
            later(Duration.ofMinutes(1));
        }

        assertThat(reports().stream().filter(report -> report.meter().equals(CALLS)))
                .as("at minutes 0, 1, 3, 7, 15 and 31")
                .hasSize(6);
        List<String> messages = new ArrayList<>();
        BillingEngine.builder()
                .storage(bench.storage)
                .clock(clock)
                .worldClock(clock)
                .sink(message -> messages.add(message.type()))
                .build()
                .deliverMessages()
                .deliverDue();
        assertThat(messages).containsOnlyOnce("usage_report.refused");
    }

    @Test
    void anEngineThatInvoicesTellsNobody() {
        Workbench usual = Workbench.at("2026-03-10T12:00:00Z", Workbench.catalogue(SHOP));

        assertThat(usual.engine.tellsUsage()).isFalse();
        assertThatIllegalStateException().isThrownBy(usual.engine::reportUsage);
    }

    @Test
    void aChangeOfTermsIsToldWithoutUsage() {
        subscribe("pro");
        use(150);
        report();
        bench.engine
                .changeSubscription()
                .change(Workbench.MAIN, Workbench.toPlan("big", When.NOW), OptionalLong.empty());
        report();

        assertThat(List.of(atProvider(CALLS), atProvider("big:calls"))).containsExactly(140L, 0L);
    }
}
