package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** An account on plan small that is watched for alerts. */
abstract class AlertCase {

    protected Workbench bench = Shop.opened();

    protected abstract Storage emptyStorage();

    @BeforeEach
    void open() {
        bench = opened(Shop.CATALOGUE, "small");
    }

    protected final Workbench opened(Catalogue catalogue, String plan) {
        Workbench opened = new Workbench(emptyStorage(), new HandClock(Instant.parse("2026-03-01T00:00:00Z")));
        opened.engine.publishCatalogue().publish(catalogue);
        opened.open(ACME).subscribe(ACME, plan);
        return opened;
    }

    protected final void use(long tokens) {
        bench.use(ACME, "used", Map.of("tokens", tokens));
    }

    protected final void voided(EventKey key) {
        bench.engine
                .correctUsage()
                .correct(
                        new CorrectUsage.Order(ACME, List.of(new CorrectUsage.Step.Void(key)), "ann", "counted twice"));
    }

    protected final void thresholds(String... percents) {
        bench.engine
                .setThresholds()
                .set(
                        ACME,
                        new Thresholds(
                                List.of(percents).stream().map(Fraction::parse).toList()));
    }

    protected final List<String> check() {
        return bench.engine.checkAlerts().check(ACME).stream()
                .map(AlertCase::text)
                .toList();
    }

    protected final List<String> raised() {
        return bench.engine.readAlerts().list(ACME, Optional.empty(), 99).stream()
                .map(AlertCase::text)
                .toList();
    }

    private static String text(Alert alert) {
        return alert.subject().key() + " " + alert.threshold() + ": " + alert.used() + " of " + alert.limit();
    }

    protected final List<AccountId> due() {
        return bench.storage.transactions().inTransaction(Scope.SYSTEM, () -> bench.storage
                .alertWatch()
                .dueBy(bench.clock.instant(), Optional.empty(), 9));
    }

    protected final List<OutboxMessage> told() {
        return told(bench);
    }

    /** The alerts that messages have left for, all that were not read before. */
    static List<OutboxMessage> told(Workbench bench) {
        List<OutboxMessage> messages = new ArrayList<>();
        BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .sink(messages::add)
                .build()
                .deliverMessages()
                .deliverDue();
        return messages.stream()
                .filter(message -> message.type().endsWith("threshold_crossed"))
                .toList();
    }
}
