package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Storage and provider fail at every call that collecting makes, one after another. When the job goes on it comes to the same
 * as without, and nobody hears anything twice.
 */
class CollectionCrashTest extends CollectionCase {

    private FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), 0, Moment.BEFORE);

    private record End(
            List<String> statuses, String state, List<Optional<Money>> refunded, int tries, List<String> told) {}

    @Override
    protected Storage emptyStorage() {
        return failing.storage();
    }

    private End end() {
        List<Optional<Payment>> payments = engine.readReceivables().of(ACME).stream()
                .map(standing -> standing.receivable().receipts().last().flatMap(last -> provider.find(last.key())))
                .toList();
        return new End(
                engine.readReceivables().of(ACME).stream()
                        .map(standing -> standing.receivable().status().key())
                        .toList(),
                state(),
                payments.stream().map(each -> each.map(Payment::refunded)).toList(),
                engine.readReceivables().of(ACME).stream()
                        .mapToInt(standing ->
                                standing.receivable().receipts().tries().size())
                        .sum(),
                told().stream().sorted().toList());
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void beingPaid(Moment moment) {
        everyCallFails(moment, this::subscribe, () -> {});
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void beingDeclined(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    paysWith(TestMethod.CARD_DECLINED);
                    subscribe();
                },
                () -> {});
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void recovering(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    paysWith(TestMethod.CARD_DECLINED);
                    subscribe();
                    collect();
                    clock.set(day(6));
                    collect();
                },
                () -> paysWith(TestMethod.CARD_OK));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void givingUp(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    paysWith(TestMethod.CARD_DECLINED);
                    subscribe();
                    collect();
                    clock.set(day(6));
                    collect();
                    clock.set(day(9));
                },
                () -> {});
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void givingBack(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    subscribe();
                    collect();
                },
                () -> {
                    credit("note", 0, "20.00");
                    clock.advance(Duration.ofMinutes(2));
                });
    }

    private void everyCallFails(Moment moment, Runnable before, Runnable command) {
        prepare(0, moment, before);
        command.run();
        goOn();
        End done = end();
        int call = 1;
        while (failsAt(call, moment, before, command, done)) {
            call++;
        }
        assertThat(call).as("calls that failed").isGreaterThan(8);
    }

    private void prepare(int call, Moment moment, Runnable before) {
        failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
        openTheShop(failing.storage(), null);
        bench = over(failing.storage(), failing.failing(PaymentGateway.class, provider));
        engine = bench.engine;
        before.run();
    }

    /** The jobs, some minutes later, so that it is time to ask. */
    private void goOn() {
        for (int i = 0; i < 3; i++) {
            collect();
            engine.closePeriods().closeDue(10);
            clock.advance(Duration.ofMinutes(9));
        }
    }

    /** Whether the command made so many calls at all. */
    private boolean failsAt(int call, Moment moment, Runnable before, Runnable command, End done) {
        prepare(call, moment, before);
        failing.arm();
        try {
            command.run();
        } catch (UnavailableException failed) {
            command.run();
        }
        try {
            collect();
        } catch (UnavailableException failed) {
            // the job comes again
        }
        failing.disarm();
        goOn();
        assertThat(end()).as("after call %d failed %s", call, moment).isEqualTo(done);
        return failing.hasFailed();
    }
}
