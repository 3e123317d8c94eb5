package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Storage and provider fail at every call that a purchase makes, one after another. Whether the caller asks again or the
 * job goes on: it comes to the same as without, or has never been.
 */
class PurchaseCrashTest extends PurchaseCase {

    private FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), 0, Moment.BEFORE);

    /** What is there in the end; a number of the money that moved, where there is a purchase. */
    private record End(
            String available,
            List<String> history,
            Optional<String> state,
            Optional<Money> refunded,
            List<String> told) {}

    @Override
    protected Storage emptyStorage() {
        return failing.storage();
    }

    private End end() {
        Optional<PurchaseId> last = engine.readPurchases().list(ACME, Optional.empty(), 1).stream()
                .map(purchase -> purchase.id())
                .findFirst();
        Optional<Payment> payment = last.flatMap(id -> provider.find(key(id)));
        verify();
        return new End(
                available(), history(), last.map(id -> purchase(id).state()), payment.map(Payment::refunded), told());
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void buying(Moment moment) {
        everyCallFails(moment, () -> {}, () -> buy("100.00"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void buyingInVain(Moment moment) {
        everyCallFails(moment, () -> paysWith(TestMethod.CARD_DECLINED), () -> buy("100.00"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void givingBack(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    buy("100.00");
                    spend("s", "30");
                },
                () -> refund("r", "60.00"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void givingBackWhatIsDisputed(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    buy("100.00");
                    provider.openDispute(key(FIRST), "fraudulent");
                },
                () -> refund("r", "60.00"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void receivingThatAPaymentHasSucceeded(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    paysWith(TestMethod.BANK_ASYNC_OK);
                    buy("100.00");
                    provider.decide(key(FIRST));
                },
                () -> notices().forEach(this::receive));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void toppingUp(Moment moment) {
        TopUp topUp = new TopUp(credits("10"), usd("20.00"), usd("100.00"));
        everyCallFails(moment, () -> engine.setTopUp().set(ACME, topUp), () -> engine.runTopUps()
                .run(10));
    }

    private void everyCallFails(Moment moment, Runnable before, Runnable command) {
        prepare(0, moment, before);
        End never = end();
        prepare(0, moment, before);
        command.run();
        End done = end();
        int call = 1;
        while (failsAt(call, moment, before, command, List.of(done), true)) {
            failsAt(call, moment, before, command, List.of(done, never), false);
            call++;
        }
        assertThat(call).as("calls that failed").isGreaterThan(8);
    }

    private void prepare(int call, Moment moment, Runnable before) {
        failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
        openTheShop(new Workbench(failing.storage(), new HandClock(Instant.parse("2026-03-10T12:00:00Z"))));
        engine = over(failing.failing(PaymentGateway.class, provider));
        before.run();
    }

    /** Whether the command made so many calls at all. */
    private boolean failsAt(
            int call, Moment moment, Runnable before, Runnable command, List<End> ends, boolean asksAgain) {
        prepare(call, moment, before);
        failing.arm();
        try {
            command.run();
        } catch (UnavailableException failed) {
            if (asksAgain) {
                command.run();
            }
        }
        failing.disarm();
        resume();
        assertThat(end())
                .as("after call %d failed %s it was done, asked again: %s", call, moment, asksAgain)
                .isIn(ends);
        return failing.hasFailed();
    }
}
