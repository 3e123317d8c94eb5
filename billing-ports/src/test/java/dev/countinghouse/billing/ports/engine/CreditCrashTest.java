package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.CreditCase.DOLLARS;
import static dev.countinghouse.billing.ports.engine.CreditCase.place;
import static dev.countinghouse.billing.ports.engine.RunSessionsContract.order;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ownership.OwnershipId;
import dev.countinghouse.billing.domain.plan.ProductKey;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storage fails at every call that a command on credits makes: repeated, it comes to the same as without. */
class CreditCrashTest {

    private static final Consumer<Workbench> NOTHING = bench -> {};

    @ParameterizedTest
    @EnumSource(Moment.class)
    void startingAPlanThatGivesCredits(Moment moment) {
        everyCallFails(moment, NOTHING, bench -> bench.engine
                .startSubscription()
                .start(bench.order(new SubscriptionId("x"), ACME, "free", 1)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void holdingAndCapturing(Moment moment) {
        everyCallFails(moment, bench -> bench.subscribe(ACME, "free"), bench -> {
            bench.engine.holdCredits().run(place(ACME, "h", "2"));
            bench.engine.holdCredits().run(new Step.Capture(ACME, new HoldId("h"), Credits.parse("1.5", DOLLARS)));
        });
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void recordingWhatBurns(Moment moment) {
        Consumer<Workbench> before = bench -> bench.subscribe(ACME, "free");
        Submission event = Workbench.at("2026-03-01T00:00:00Z", Workbench.catalogue(CreditCase.example()))
                .submission(
                        ACME,
                        "session.runtime",
                        Instant.parse("2026-03-01T00:00:00Z"),
                        Map.of("seconds", 3_600, "size", "gpu"));
        everyCallFails(moment, before, bench -> bench.engine.recordUsage().record(List.of(event)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void startingASession(Moment moment) {
        everyCallFails(moment, bench -> bench.subscribe(ACME, "free"), bench -> bench.engine
                .runSessions()
                .start(order("s", "gpu")));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void endingASession(Moment moment) {
        everyCallFails(
                moment,
                bench -> {
                    bench.subscribe(ACME, "free");
                    bench.engine.runSessions().start(order("s", "gpu"));
                    bench.clock.advance(Duration.ofMinutes(3));
                },
                bench -> bench.engine.runSessions().stop(ACME, new SessionId("s"), Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void buyingAProduct(Moment moment) {
        everyCallFails(moment, bench -> bench.subscribe(ACME, "free"), bench -> bench.engine
                .buyProduct()
                .buy(ACME, new OwnershipId("mine"), new ProductKey("web-development"), "site", ""));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void closingAMonthOfStorage(Moment moment) {
        everyCallFails(
                moment,
                bench -> {
                    bench.subscribe(ACME, "free");
                    bench.use(ACME, "storage.level", Map.of("gb", 100, "resource", "a", "kind", "gcs_bucket"));
                    bench.on("2026-04-02T00:00:00Z");
                },
                bench -> {
                    bench.engine.closePeriods().close(ACME);
                    bench.engine.settleCredits().settle(ACME);
                });
    }

    private static void everyCallFails(Moment moment, Consumer<Workbench> before, Consumer<Workbench> command) {
        Workbench untroubled = bench(new FailingStorage(InMemoryStorage.empty(), 0, moment));
        before.accept(untroubled);
        command.accept(untroubled);
        String expected = state(untroubled);
        int call = 1;
        while (failsAt(call, moment, before, command, expected)) {
            call++;
        }
        assertThat(call).as("calls that failed").isGreaterThan(3);
    }

    /** Whether the command made so many calls at all. */
    private static boolean failsAt(
            int call, Moment moment, Consumer<Workbench> before, Consumer<Workbench> command, String expected) {
        FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
        Workbench bench = bench(failing);
        before.accept(bench);
        failing.arm();
        try {
            command.accept(bench);
        } catch (UnavailableException failed) {
            command.accept(bench);
        }
        failing.disarm();
        assertThat(state(bench))
                .as("after call %d failed %s it was done", call, moment)
                .isEqualTo(expected);
        return failing.hasFailed();
    }

    /** Everything that can be read of an account's credits, the seals of its entries included. */
    private static String state(Workbench bench) {
        assertThat(bench.engine.verifyLedger().verify(ACME, Optional.empty()).defect())
                .isEmpty();
        return String.join(
                "\n",
                bench.engine
                        .readCredits()
                        .history(ACME, OptionalLong.empty(), 1_000)
                        .toString(),
                bench.engine.readCredits().balances(ACME).toString(),
                bench.engine
                        .readCredits()
                        .grants(ACME, OptionalLong.empty(), 1_000)
                        .toString(),
                bench.engine.readCredits().openHolds(ACME, 1_000).toString(),
                bench.engine
                        .runSessions()
                        .of(ACME, false, Optional.empty(), 100)
                        .toString(),
                bench.engine.buyProduct().owned(ACME, Optional.empty(), 100).toString(),
                Integer.toString(bench.invoices(ACME).size()));
    }

    private static Workbench bench(FailingStorage failing) {
        Workbench bench = new Workbench(failing.storage(), new HandClock(Instant.parse("2026-03-01T00:00:00Z")));
        bench.engine.publishCatalogue().publish(Workbench.catalogue(CreditCase.example()));
        return bench.open(ACME);
    }
}
