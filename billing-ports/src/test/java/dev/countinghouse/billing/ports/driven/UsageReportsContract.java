package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.UsageReports.Claim;
import dev.countinghouse.billing.ports.driven.UsageReports.Next;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class UsageReportsContract extends StorageContract {

    private static final Instant SOON = START.plusSeconds(60);
    private static final Instant LATER = START.plusSeconds(600);
    private static final Period MARCH = new Period(START, START.plus(Duration.ofDays(31)));
    private static final Period APRIL = new Period(MARCH.end(), MARCH.end().plus(Duration.ofDays(30)));
    private static final BigInteger LARGE = new BigInteger("123456789012345678901234567890");
    private static final Next NEVER = new Next(Optional.empty(), Optional.empty());

    private UsageReports reports() {
        return storage.usageReports();
    }

    private void watch(AccountId account, Instant since) {
        run(account, () -> reports().watch(account, since));
    }

    private List<AccountId> due(Instant engine, Instant world) {
        return asSystem(() -> reports().dueBy(engine, world, 9));
    }

    private Optional<Claim> claim(AccountId account, Instant now, Instant until) {
        return in(account, () -> reports().claim(account, now, until));
    }

    private boolean release(Claim claim, Next next) {
        return in(claim.account(), () -> reports().release(claim, next));
    }

    private void leave(AccountId account, Next next) {
        assertThat(release(claim(account, START, LATER).orElseThrow(), next)).isTrue();
    }

    private Optional<Instant> take(AccountId account) {
        return in(account, () -> reports().take(account));
    }

    private static UsageReport report(AccountId account, String meter, long sequence) {
        MeterTally march = MeterTally.nothing(account, meter, MARCH);
        MeterTally april = MeterTally.nothing(account, meter, APRIL);
        return UsageReport.of(march, april, sequence, SOON, LARGE.negate(), START, 2);
    }

    private void add(UsageReport report) {
        run(report.account(), () -> reports().add(report));
    }

    private UsageReport update(UsageReport report) {
        return in(report.account(), () -> reports().update(report));
    }

    // ---------------------------------------------------------------- who is to be looked at

    @Test
    void whoIsNotWatchedIsNotNoted() {
        run(ACME, () -> reports().changed(Map.of(ACME, START)));
        append(event(ACME, "1", START, 10));

        assertThat(due(LATER, LATER)).isEmpty();
        assertThat(take(ACME)).isEmpty();
        assertThat(claim(ACME, START, LATER)).isEmpty();
    }

    @Test
    void whoIsWatchedIsDueOnceAndWheneverUsageChanges() {
        watch(ACME, SOON);
        assertThat(due(START, START)).containsExactly(ACME);
        assertThat(take(ACME)).contains(SOON);
        assertThat(due(START, START)).isEmpty();

        append(event(ACME, "1", LATER, 10), event(GLOBEX, "1", LATER, 10));
        append(event(ACME, "2", SOON, 10));
        append(event(ACME, "3", LATER, 10));
        assertThat(due(START, START)).containsExactly(ACME);
        assertThat(take(ACME)).as("the earliest").contains(SOON);

        append(event(ACME, "3", LATER, 10));
        assertThat(due(START, START)).as("a duplicate changes nothing").isEmpty();
    }

    @Test
    void whatIsUndoneNotesNothingAndTakesNothing() {
        undone(Scope.of(ACME), () -> reports().watch(ACME, START));
        assertThat(due(START, START)).isEmpty();

        watch(ACME, START);
        undone(Scope.of(ACME), () -> reports().take(ACME));
        assertThat(due(START, START)).containsExactly(ACME);
    }

    @Test
    void whosePeriodHasEndedComesFirst() {
        AccountId ended = new AccountId("z-ended");
        AccountId sending = new AccountId("y-sending");
        AccountId quiet = new AccountId("quiet");
        List.of(ACME, ended, sending, quiet).forEach(each -> watch(each, START));
        List.of(ended, sending, quiet).forEach(this::take);
        leave(ended, new Next(Optional.of(SOON), Optional.empty()));
        leave(sending, new Next(Optional.of(LATER), Optional.of(SOON)));
        leave(quiet, new Next(Optional.of(LATER), Optional.of(LATER)));

        assertThat(due(SOON, SOON)).containsExactly(ended, sending, ACME);
        assertThat(due(SOON.minusSeconds(1), SOON)).containsExactly(sending, ACME);
        assertThat(due(SOON, SOON.minusSeconds(1))).containsExactly(ended, ACME);
        assertThat(asSystem(() -> reports().dueBy(SOON, SOON, 2))).containsExactly(ended, sending);
    }

    @Test
    void anAccountWithAClockOfItsOwnIsDueByThat() {
        AccountId behind = new AccountId("behind");
        for (AccountId each : List.of(ACME, behind)) {
            watch(each, START);
            take(each);
            leave(each, new Next(Optional.of(SOON), Optional.empty()));
        }
        run(behind, () -> storage.accountClocks().move(behind, START));
        assertThat(due(LATER, START)).containsExactly(ACME);

        run(behind, () -> storage.accountClocks().move(behind, SOON));
        assertThat(due(START, START)).containsExactly(behind);
    }

    @Test
    void whoIsClaimedIsNobodyElsesUntilTheClaimIsOver() {
        watch(ACME, START);
        Claim first = claim(ACME, START, SOON).orElseThrow();
        assertThat(take(ACME)).isPresent();

        assertThat(due(START, START)).isEmpty();
        assertThat(claim(ACME, SOON.minusSeconds(1), LATER)).isEmpty();
        assertThat(due(START, SOON)).as("whoever had it has died").containsExactly(ACME);
        Claim second = claim(ACME, SOON, LATER).orElseThrow();
        assertThat(release(first, NEVER)).as("too late").isFalse();
        assertThat(due(START, SOON)).isEmpty();
        assertThat(release(second, NEVER)).isTrue();
        assertThat(release(second, NEVER)).isFalse();
        assertThat(due(LATER, LATER)).isEmpty();
        assertThat(claim(ACME, START, SOON)).isPresent();
    }

    @Test
    void whatIsNotedWhileItIsClaimedIsDueAfterwards() {
        watch(ACME, START);
        Claim claim = claim(ACME, START, LATER).orElseThrow();
        take(ACME);
        append(event(ACME, "1", SOON, 10));
        release(claim, NEVER);

        assertThat(due(START, START)).containsExactly(ACME);
    }

    @Test
    void ofManyWhoClaimOneSucceeds() {
        watch(ACME, START);

        assertThat(Race.of(8, thread -> claim(ACME, START, LATER).isPresent())).containsOnlyOnce(true);
    }

    // ---------------------------------------------------------------- tallies

    @Test
    void talliesComeBackAsTheyWereKept() {
        MeterTally march = new MeterTally(ACME, "pro:calls", MARCH, LARGE, LARGE.negate(), BigInteger.valueOf(-3));
        MeterTally april = MeterTally.nothing(ACME, "pro:calls", APRIL);
        MeterTally other = MeterTally.nothing(ACME, "pro:\"tokens\"", APRIL);
        run(ACME, () -> List.of(other, april, march).forEach(reports()::save));
        run(GLOBEX, () -> reports().save(MeterTally.nothing(GLOBEX, "pro:calls", MARCH)));
        assertThat(tallies()).containsExactlyInAnyOrder(march, april, other);

        MeterTally shorter = march.coming(new Period(START, SOON), BigInteger.TEN);
        run(ACME, () -> reports().save(shorter));
        assertThat(tallies()).containsExactlyInAnyOrder(shorter, april, other);

        undone(Scope.of(ACME), () -> reports().save(march));
        assertThat(tallies()).containsExactlyInAnyOrder(shorter, april, other);
    }

    private List<MeterTally> tallies() {
        return in(ACME, () -> reports().tallies(ACME));
    }

    // ---------------------------------------------------------------- reports

    @Test
    void aReportComesBackAsItWasKept() {
        UsageReport first = report(ACME, "pro:calls", 1);
        add(first);
        assertThat(find(first)).contains(first);
        assertThat(in(GLOBEX, () -> reports().find(GLOBEX, first.id()))).isEmpty();
        assertThat(asSystem(() -> reports().accountOf(first.id()))).contains(ACME);
        assertThat(asSystem(() -> reports().accountOf(report(ACME, "x", 9).id())))
                .isEmpty();

        UsageReport tried = update(first.trying(SOON).waiting("for \"it\""));
        assertThat(tried.revision()).isEqualTo(2);
        assertThat(find(first)).contains(tried);
        UsageReport sent = update(tried.trying(LATER).sent(LATER));
        assertThat(find(first)).contains(sent);
        UsageReport refused = update(sent.refused(LATER, "there is no meter"));
        assertThat(find(first)).contains(refused);
        assertThatThrownBy(() -> update(sent)).isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> update(report(ACME, "pro:calls", 7))).isInstanceOf(StaleVersionException.class);
    }

    private Optional<UsageReport> find(UsageReport report) {
        return in(report.account(), () -> reports().find(report.account(), report.id()));
    }

    @Test
    void oneOfAMeterIsOpenAtATime() {
        UsageReport first = report(ACME, "pro:calls", 1);
        add(first);
        assertThatThrownBy(() -> add(report(ACME, "pro:calls", 2))).isInstanceOf(IllegalStateException.class);
        add(report(ACME, "pro:tokens", 1));
        add(report(GLOBEX, "pro:calls", 1));
        UsageReport withdrawn = update(first.withdrawn(SOON, "late"));
        assertThatThrownBy(() -> add(report(ACME, "pro:calls", 1))).isInstanceOf(IllegalStateException.class);
        UsageReport second = report(ACME, "pro:calls", 2);
        add(second);

        assertThat(in(ACME, () -> reports().latest(ACME)))
                .containsExactlyInAnyOrder(second, report(ACME, "pro:tokens", 1));
        assertThat(in(ACME, () -> reports().of(ACME, 9))).hasSize(3).contains(withdrawn);
        assertThat(in(ACME, () -> reports().of(ACME, 2))).hasSize(2);
    }

    @Test
    void ofManyWhoAddOneSucceeds() {
        List<Boolean> added = Race.of(8, thread -> {
            try {
                add(UsageReport.of(
                        MeterTally.nothing(ACME, "pro:calls", MARCH),
                        MeterTally.nothing(ACME, "pro:calls", MARCH),
                        thread + 1,
                        SOON,
                        BigInteger.ONE,
                        START,
                        0));
                return true;
            } catch (IllegalStateException open) {
                return false;
            }
        });

        assertThat(added).containsOnlyOnce(true);
    }

    @Test
    void whatIsUndoneIsNotThere() {
        UsageReport report = report(ACME, "pro:calls", 1);
        undone(Scope.of(ACME), () -> reports().add(report));
        assertThat(find(report)).isEmpty();

        add(report);
        undone(Scope.of(ACME), () -> reports().update(report.trying(SOON)));
        assertThat(find(report)).contains(report);
    }

    private void append(UsageEvent... events) {
        storage.transactions().inTransaction(Scope.of(List.of(ACME, GLOBEX)), () -> storage.usage()
                .append(List.of(events)));
    }
}
