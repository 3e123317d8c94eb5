package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.Alert.Acknowledgement;
import dev.countinghouse.billing.domain.alert.AlertId;
import dev.countinghouse.billing.domain.alert.AlertSubject;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.quota.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class AlertsContract extends StorageContract {

    private static final Instant NEXT = START.plus(Duration.ofDays(31));
    private static final AlertSubject TOKENS = new AlertSubject.OfMeter(new MeterKey("tokens"));
    private static final AlertSubject TEAM = new AlertSubject.OfBudget(new BudgetId("team"), Budget.Measure.COST, USD);

    @Test
    void alertsComeBackAsTheyWereAdded() {
        Alert exact = new Alert(
                ACME,
                TEAM,
                new Period(START, NEXT),
                Fraction.parse("99.5"),
                Fraction.of(1_000_000_000_000L).dividedBy(Fraction.of(3)),
                Fraction.parse("0.01"),
                START.plusSeconds(7),
                Optional.empty());
        add(alert(ACME, TOKENS, START, 80));
        add(exact);

        assertThat(find(exact.id())).contains(exact);
        assertThat(list(Optional.empty(), 9)).containsExactly(exact, alert(ACME, TOKENS, START, 80));
        assertThat(in(GLOBEX, () -> storage.alerts().find(GLOBEX, exact.id()))).isEmpty();
        assertThat(find(alert(ACME, TOKENS, START, 100).id())).isEmpty();
    }

    @Test
    void whatWasRaisedIsNotRaisedAgain() {
        Alert first = alert(ACME, TOKENS, START, 80);
        Alert again = new Alert(
                ACME,
                TOKENS,
                first.period(),
                first.threshold(),
                Fraction.of(99),
                Fraction.of(100),
                NEXT,
                Optional.empty());

        assertThat(add(first)).isTrue();
        assertThat(add(again)).isFalse();
        assertThat(list(Optional.empty(), 9)).containsExactly(first);
        assertThat(add(alert(ACME, TEAM, START, 80))).isTrue();
        assertThat(add(alert(ACME, TOKENS, NEXT, 80))).isTrue();
        assertThat(add(alert(GLOBEX, TOKENS, START, 80))).isTrue();
    }

    @Test
    void ofManyWhoRaiseTheSameOneDoes() {
        assertThat(Race.of(any -> add(alert(ACME, TOKENS, START, 80)))).containsOnlyOnce(true);
    }

    @Test
    void theAlertsOfAPeriodAreKnown() {
        Alert march = alert(ACME, TOKENS, START, 80);
        add(march);
        add(alert(ACME, TOKENS, NEXT, 80));
        add(alert(GLOBEX, TEAM, START, 80));

        assertThat(in(ACME, () -> storage.alerts().ofPeriod(ACME, START))).containsExactly(march.id());
        assertThat(in(ACME, () -> storage.alerts().ofPeriod(ACME, START.minusSeconds(1))))
                .isEmpty();
    }

    @Test
    void theLastComesFirstAPageAtATime() {
        List<Alert> added = List.of(
                alert(ACME, TOKENS, START, 120), alert(ACME, TOKENS, START, 80), alert(ACME, TOKENS, START, 100));
        added.forEach(this::add);
        add(alert(GLOBEX, TOKENS, START, 80));

        assertThat(list(Optional.empty(), 2)).containsExactly(added.get(2), added.get(1));
        assertThat(list(Optional.of(added.get(1).id()), 2)).containsExactly(added.get(0));
        assertThat(list(Optional.of(added.get(0).id()), 2)).isEmpty();
    }

    @Test
    void whoAcknowledgesFirstStays() {
        Alert alert = alert(ACME, TOKENS, START, 80);
        add(alert);
        Alert byAnn = alert.acknowledged("ann", START.plusSeconds(60));
        acknowledge(byAnn);
        acknowledge(alert.acknowledged("bob", START.plusSeconds(61)));

        assertThat(find(alert.id())).contains(byAnn);
        assertThat(byAnn.acknowledged("bob", NEXT).acknowledged())
                .contains(new Acknowledgement("ann", START.plusSeconds(60)));
    }

    @Test
    void whatIsUndoneWasNeverRaisedNorAcknowledged() {
        Alert alert = alert(ACME, TOKENS, START, 80);
        undone(Scope.of(ACME), () -> storage.alerts().add(alert));
        assertThat(list(Optional.empty(), 9)).isEmpty();

        add(alert);
        undone(Scope.of(ACME), () -> storage.alerts().acknowledge(alert.acknowledged("ann", START)));
        assertThat(find(alert.id())).contains(alert);
    }

    @Test
    void whatAnAccountWantsToBeToldOfIsKeptUntilItWantsTheUsual() {
        Thresholds own = new Thresholds(List.of(Fraction.parse("33.3"), Fraction.of(100)));
        save(ACME, Optional.of(new Thresholds(List.of())));
        assertThat(thresholds(ACME)).contains(new Thresholds(List.of()));
        save(ACME, Optional.of(own));
        assertThat(thresholds(ACME)).contains(own);
        assertThat(thresholds(GLOBEX)).isEmpty();

        undone(Scope.of(ACME), () -> storage.alerts().saveThresholds(ACME, Optional.empty()));
        assertThat(thresholds(ACME)).contains(own);
        save(ACME, Optional.empty());
        assertThat(thresholds(ACME)).isEmpty();
    }

    private static Alert alert(AccountId account, AlertSubject subject, Instant start, long threshold) {
        return new Alert(
                account,
                subject,
                new Period(start, start.plus(Duration.ofDays(31))),
                Fraction.of(threshold),
                Fraction.of(threshold),
                Fraction.of(100),
                start.plusSeconds(60),
                Optional.empty());
    }

    private boolean add(Alert alert) {
        return in(alert.account(), () -> storage.alerts().add(alert));
    }

    private void acknowledge(Alert alert) {
        run(ACME, () -> storage.alerts().acknowledge(alert));
    }

    private Optional<Alert> find(AlertId id) {
        return in(ACME, () -> storage.alerts().find(ACME, id));
    }

    private List<Alert> list(Optional<AlertId> after, int limit) {
        return in(ACME, () -> storage.alerts().list(ACME, after, limit));
    }

    private void save(AccountId account, Optional<Thresholds> thresholds) {
        run(account, () -> storage.alerts().saveThresholds(account, thresholds));
    }

    private Optional<Thresholds> thresholds(AccountId account) {
        return in(account, () -> storage.alerts().thresholds(account));
    }
}
