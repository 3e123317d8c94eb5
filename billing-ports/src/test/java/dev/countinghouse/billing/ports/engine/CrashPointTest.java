package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storage fails at every call a command makes, one after another: repeated, the command comes to the same as without. */
class CrashPointTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** What is done before, and the command that fails. */
    private record Scenario(Consumer<Workbench> before, Consumer<Workbench> command) {}

    @ParameterizedTest
    @EnumSource(Moment.class)
    void starting(Moment moment) {
        everyCallFails(moment, new Scenario(bench -> {}, bench -> bench.engine
                .startSubscription()
                .start(bench.order(MAIN, ACME, "small", 1))));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void startingInThePast(Moment moment) {
        Order order = new Workbench(InMemoryStorage.empty(), new HandClock(START)).order(MAIN, ACME, "small", 2);
        everyCallFails(moment, new Scenario(bench -> bench.on("2026-06-01T00:00:00Z"), bench -> bench.engine
                .startSubscription()
                .start(order)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void recording(Moment moment) {
        List<Submission> batch = List.of(used("1", 5), used("2", 6), used("1", 5), used("3", 7));
        everyCallFails(moment, new Scenario(bench -> bench.subscribe(ACME, "small"), bench -> bench.engine
                .recordUsage()
                .record(batch)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void recordingResponses(Moment moment) {
        ProviderResponse response = new ProviderResponse(
                new EventKey("test", "1"),
                "acme",
                START,
                "openai",
                "chat",
                "{\"model\": \"gpt-4o\", \"usage\": {\"prompt_tokens\": 7, \"completion_tokens\": 3}}",
                new TreeMap<>());
        everyCallFails(moment, new Scenario(bench -> bench.subscribe(ACME, "small"), bench -> bench.engine
                .recordProviderResponses()
                .record(List.of(response))));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void changingThePlanAtOnce(Moment moment) {
        everyCallFails(moment, changing(toPlan("fresh", When.NOW)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void changingThePlanAtTheEnd(Moment moment) {
        everyCallFails(moment, changing(toPlan("small", When.PERIOD_END)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void changingTheCycle(Moment moment) {
        everyCallFails(moment, changing(toPlan("yearly", When.NOW)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void canceling(Moment moment) {
        everyCallFails(moment, changing(new Step.Cancel(When.NOW, true)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void pausing(Moment moment) {
        everyCallFails(moment, changing(new Step.Pause()));
    }

    private static Scenario changing(Step step) {
        return new Scenario(
                bench -> {
                    bench.subscribe(ACME, "large");
                    bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 1));
                    bench.record(List.of(used("1", 9_000)));
                    bench.on("2026-03-16T00:00:00Z");
                },
                bench -> bench.engine.changeSubscription().change(MAIN, step));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void closing(Moment moment) {
        everyCallFails(
                moment,
                new Scenario(
                        bench -> {
                            bench.subscribe(ACME, "large");
                            bench.record(List.of(used("1", 9_000)));
                            bench.on("2026-06-01T00:00:00Z");
                        },
                        bench -> bench.engine.closePeriods().closeDue(10)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void advancingTheClockOfAnAccount(Moment moment) {
        everyCallFails(
                moment,
                new Scenario(
                        bench -> {
                            bench.subscribe(ACME, "large");
                            bench.record(List.of(used("1", 9_000)));
                        },
                        bench -> bench.engine.advanceClock().advance(ACME, Instant.parse("2026-06-01T00:00:00Z"), 9)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void crediting(Moment moment) {
        everyCallFails(moment, new Scenario(bench -> bench.subscribe(ACME, "small"), bench -> {
            IssuedInvoice invoice = bench.invoices(ACME).get(0);
            TreeMap<String, Money> lines =
                    new TreeMap<>(Map.of(invoice.content().lines().get(0).key(), Money.parse("4.00", Workbench.USD)));
            bench.engine.creditInvoice().credit(new CreditNoteId("half"), invoice.number(), lines, "a mistake");
        }));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void publishing(Moment moment) {
        everyCallFails(moment, new Scenario(bench -> bench.subscribe(ACME, "small"), bench -> bench.engine
                .publishCatalogue()
                .publish(Workbench.catalogue(Shop.TEXT.replace("fee: 10.00", "fee: 11.00")))));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void openingAnAccount(Moment moment) {
        AccountId initech = new AccountId("initech");
        everyCallFails(moment, new Scenario(bench -> {}, bench -> {
            bench.open(initech);
            bench.engine.openAccount().addSubject(initech, "one");
        }));
    }

    private static Submission used(String id, long tokens) {
        return new Submission(
                new EventKey("test", id), "used", "acme", START, Workbench.data(Map.of("tokens", tokens)));
    }

    private static void everyCallFails(Moment moment, Scenario scenario) {
        Workbench untroubled = bench(new FailingStorage(InMemoryStorage.empty(), 0, moment));
        scenario.before.accept(untroubled);
        scenario.command.accept(untroubled);
        StoredState expected = StoredState.of(untroubled.storage);
        int call = 1;
        while (failsAt(call, moment, scenario, expected)) {
            call++;
        }
        assertThat(call).as("calls that failed").isGreaterThan(3);
    }

    /** Whether the command made so many calls at all. */
    private static boolean failsAt(int call, Moment moment, Scenario scenario, StoredState expected) {
        FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
        Workbench bench = bench(failing);
        scenario.before.accept(bench);
        failing.arm();
        try {
            scenario.command.accept(bench);
        } catch (UnavailableException failed) {
            scenario.command.accept(bench);
        }
        failing.disarm();
        assertThat(StoredState.of(bench.storage))
                .as("after call %d failed %s it was done", call, moment)
                .isEqualTo(expected);
        return failing.hasFailed();
    }

    private static Workbench bench(FailingStorage failing) {
        Workbench bench = new Workbench(failing.storage(), new HandClock(START));
        bench.engine.publishCatalogue().publish(Shop.CATALOGUE);
        return bench.open(ACME);
    }
}
