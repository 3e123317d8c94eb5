package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.KnownCustomer;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Storage and provider fail at every call that a checkout, a registration and a change of a customer make, one after another.
 * Whether the caller asks again or the jobs go on: it comes to the same as without, or has never been.
 */
class CheckoutCrashTest extends CheckoutCase {

    private static final Party OTHER = new Party("Other", List.of("2 New Street"), "", "other@acme.example");

    private FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), 0, Moment.BEFORE);

    /** What is there in the end. */
    private record End(
            Optional<Party> party,
            Optional<Profile> there,
            List<String> plans,
            int invoices,
            Optional<Checkout.State> checkout,
            List<String> purchases,
            String credits,
            Optional<String> method) {}

    @Override
    protected Storage emptyStorage() {
        return failing.storage();
    }

    private End end() {
        boolean isOpen = engine.readAccounts().find(ACME).isPresent();
        return new End(
                isOpen ? Optional.of(party()) : Optional.empty(),
                pages.find(ACME).map(KnownCustomer::profile),
                isOpen ? plans() : List.of(),
                bench.invoices(ACME).size(),
                engine.openCheckout().find(ACME, FIRST).map(Checkout::state),
                engine.readPurchases().list(ACME, Optional.empty(), 9).stream()
                        .map(purchase -> purchase.state())
                        .toList(),
                isOpen ? credits() : "",
                bank.methodOf(ACME));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void registering(Moment moment) {
        everyCallFails(moment, () -> {}, this::register, 12);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void makingACustomerKnown(Moment moment) {
        everyCallFails(moment, this::register, () -> engine.syncCustomers().sync(9), 10);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void takingOverWhatTheCustomerSays(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    register();
                    pages.describe(portal(), Profile.of(OTHER));
                },
                this::receiveEverything,
                10);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void bringingTogetherWhatBothHaveChanged(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    register();
                    pages.describe(portal(), new Profile("There", List.of("2 New Street"), "", ""));
                    engine.openAccount().describe(ACME, new Party("Party acme", List.of(), "DE1", "here@acme.example"));
                },
                () -> engine.syncCustomers().sync(9),
                14);
        assertThat(party()).isEqualTo(new Party("There", List.of("2 New Street"), "DE1", "here@acme.example"));
        assertThat(there()).isEqualTo(Profile.of(party()));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void openingOneToBuyAt(Moment moment) {
        everyCallFails(moment, this::register, () -> checkout(buying("25.00")), 12);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void choosingAMethodWithAPlan(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    register();
                    pages.complete(opened(toPlan("pro")), "card_expired");
                },
                this::receiveEverything,
                20);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void payingOnThePage(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    register();
                    pages.complete(opened(buying("25.00")), "card_ok");
                },
                this::receiveEverything,
                20);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void leavingAPageUntilItExpires(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    register();
                    pages.expire(opened(buying("25.00")));
                },
                this::receiveEverything,
                10);
    }

    private void receiveEverything() {
        notices().forEach(this::receive);
    }

    private void everyCallFails(Moment moment, Runnable before, Runnable command, int least) {
        prepare(0, moment, before);
        command.run();
        goOn();
        End done = end();
        prepare(0, moment, before);
        goOn();
        End never = end();
        int call = 1;
        while (failsAt(call, moment, before, command, List.of(done), true)) {
            failsAt(call, moment, before, command, List.of(done, never), false);
            call++;
        }
        assertThat(call).as("calls that failed").isGreaterThan(least);
    }

    private void prepare(int call, Moment moment, Runnable before) {
        failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
        openTheShop(failing.storage());
        engine = over(failing.failing(PaymentGateway.class, bank), failing.failing(CustomerGateway.class, pages));
        before.run();
    }

    /** What was cut off between a commit and the invoice that follows it, and whatever jobs find; twice, for claims. */
    private void goOn() {
        jobs();
        jobs();
        if (engine.readAccounts().find(ACME).isPresent()) {
            engine.closePeriods().close(ACME);
        }
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
        goOn();
        assertThat(end())
                .as("after call %d failed %s it was done, asked again: %s", call, moment, asksAgain)
                .isIn(ends);
        return failing.hasFailed();
    }
}
