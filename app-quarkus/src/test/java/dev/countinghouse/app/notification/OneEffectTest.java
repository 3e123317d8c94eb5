package dev.countinghouse.app.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.CrashingDataSource;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.notification.Receiver.Reaction;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.AddressRange;
import dev.countinghouse.billing.domain.notification.Channel;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.EventFilter;
import dev.countinghouse.billing.domain.notification.Keyring;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.domain.notification.TargetRules;
import dev.countinghouse.billing.ports.driven.Deliveries.Selection;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Samples;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.OpenEndpoint;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.HandClock;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Receivers that do everything wrong, and a service that is cut off at every step: a receiver that looks at the message id
 * has one effect per message, and none is missing.
 */
class OneEffectTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final AccountId ACME = Samples.ACME;
    private static final Keyring KEYRING = Keyring.of(List.of("ab".repeat(32)));
    private static final TargetRules RULES = new TargetRules(true, List.of(AddressRange.parse("127.0.0.0/8")));

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Vertx vertx = Vertx.vertx();
    private final HandClock clock = new HandClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final PinnedWebPost post =
            new PinnedWebPost(vertx, RULES, Duration.ofMillis(300), InetAddress::getAllByName);
    private final AtomicInteger messages = new AtomicInteger();
    private Receiver acmes = new Receiver();
    private final Receiver operators = new Receiver();
    private final Storage whole = PostgresStorage.over(DATABASE.service(), DATABASE.system());

    @AfterEach
    void close() {
        acmes.close();
        operators.close();
        vertx.close();
    }

    private BillingEngine engine(DataSource service, DataSource system) {
        return engine(PostgresStorage.over(new PostgresTransactions(service, system)));
    }

    private BillingEngine engine(Storage storage) {
        return BillingEngine.builder()
                .storage(storage)
                .clock(clock)
                .worldClock(clock)
                .keyring(KEYRING)
                .targets(RULES)
                .webPost(post)
                .build();
    }

    private EndpointId open(Optional<AccountId> account, Receiver receiver) {
        OpenEndpoint.Outcome outcome = engine(whole)
                .openEndpoint()
                .open(new OpenEndpoint.Order(account, Channel.WEBHOOK, receiver.url(), EventFilter.ALL, ""));
        return ((OpenEndpoint.Outcome.Opened) outcome).endpoint().id();
    }

    private void happen() {
        String number = "INV-" + messages.incrementAndGet();
        whole.transactions().inTransaction(Scope.of(ACME), () -> {
            whole.outbox().append(new OutboxMessage(ACME, "invoice.issued", number, "{}", clock.instant()));
            return true;
        });
    }

    /** A run of both pumps, which may be cut off anywhere. */
    private static void pump(BillingEngine engine) {
        try {
            engine.deliverMessages().deliverDue();
            engine.sendDeliveries().due(List.of(), 10).forEach(endpoint -> engine.sendDeliveries()
                    .send(endpoint, 5));
        } catch (RuntimeException cutOff) {
            // as a process that died: whoever comes next finds what it left
        }
    }

    @Test
    void eachMessageHasOneEffectAtEachReceiverWhateverBreaks() {
        whole.transactions()
                .inTransaction(Scope.of(ACME), () -> whole.accounts().add(Samples.account(ACME)));
        EndpointId acme = open(Optional.of(ACME), acmes);
        EndpointId operator = open(Optional.empty(), operators);
        acmes.reacting(request -> anything());
        operators.reacting(request -> anything());

        int cut = 0;
        for (int step = 1; step <= 60; step++) {
            happen();
            CrashingDataSource service = CrashingDataSource.beforeStep(DATABASE.direct(TestDatabase.SERVICE), step);
            pump(engine(service, DATABASE.system()));
            cut += service.steps() >= step ? 1 : 0;
            pump(engine(CrashingDataSource.afterCommit(DATABASE.direct(TestDatabase.SERVICE)), DATABASE.system()));
            if (step % 20 == 0) {
                dieAndComeBack();
            }
            clock.advance(Duration.ofMinutes(random.nextInt(30)));
        }
        assertThat(cut).as("runs that were cut off, -Dseed=%d", seed).isGreaterThan(20);
        finish(acme, operator);

        Map<String, Integer> once = new TreeMap<>();
        for (int i = 1; i <= messages.get(); i++) {
            once.put(MessageId.of(ACME, "invoice.issued", "INV-" + i).value(), 1);
        }
        assertThat(acmes.effects()).as("-Dseed=%d", seed).isEqualTo(once);
        assertThat(operators.effects()).as("-Dseed=%d", seed).isEqualTo(once);
        assertThat(operators.repetitions()).as("repetitions that had no effect").isPositive();
    }

    private Reaction anything() {
        return switch (random.nextInt(8)) {
            case 0 -> Reaction.answer(500);
            case 1 -> Reaction.drop();
            case 2 -> Reaction.takeAndDrop();
            case 3 -> random.nextInt(3) == 0 ? Reaction.takeAndAnswerLate() : Reaction.answer(503);
            case 4 -> random.nextInt(3) == 0 ? Reaction.hang() : Reaction.answer(404);
            default -> Reaction.answer(200);
        };
    }

    /** With its memory: what it took before it takes no second time. */
    private void dieAndComeBack() {
        int port = acmes.port();
        acmes.close();
        pump(engine(whole));
        Receiver again = new Receiver(port);
        again.remember(acmes);
        again.reacting(request -> anything());
        acmes = again;
    }

    private void finish(EndpointId... endpoints) {
        acmes.reacting(request -> Reaction.answer(200));
        operators.reacting(request -> Reaction.answer(200));
        BillingEngine engine = engine(whole);
        for (int round = 0; round < 200 && !isDone(engine, endpoints); round++) {
            pump(engine);
            clock.advance(Duration.ofHours(1));
        }
        for (EndpointId id : endpoints) {
            Endpoint endpoint = engine.readEndpoints().find(id).orElseThrow();
            assertThat(engine.readDeliveries().list(endpoint, Selection.ALL, 1_000))
                    .as("-Dseed=%d", seed)
                    .hasSize(messages.get())
                    .extracting(Delivery::state)
                    .containsOnly(Delivery.State.DELIVERED);
        }
    }

    private boolean isDone(BillingEngine engine, EndpointId... endpoints) {
        for (EndpointId id : endpoints) {
            Endpoint endpoint = engine.readEndpoints().find(id).orElseThrow();
            List<Delivery> all = engine.readDeliveries().list(endpoint, Selection.ALL, 1_000);
            if (all.size() < messages.get()
                    || all.stream().anyMatch(delivery -> delivery.state() != Delivery.State.DELIVERED)) {
                return false;
            }
        }
        return true;
    }
}
