package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CheckoutSession.Progress;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe fails, and answers that again for a day under the key that it has failed under. */
class StripeKeysTest extends CustomerCase {

    private static final String PAGE = "POST /v1/checkout/sessions";
    private static final String CUSTOMER = "POST /v1/customers";
    private static final String FIRST_HOUR = "checkout:one:again:2026-03-01T00:00:00Z:";
    private static final String SECOND_HOUR = "checkout:one:again:2026-03-01T01:00:00Z:";

    /** The JDK sends a request again, once, whose connection was closed on it. */
    private static final List<Fault> LOST = List.of(Fault.DONE_AND_DROPPED, Fault.DONE_AND_DROPPED);

    @BeforeEach
    void aCustomerIsThere() {
        customers.put(ACME, PROFILE);
    }

    /** Until it is well, under each key that it has not seen. */
    private void fails() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        stripe.failsByChance(call ->
                call.is(PAGE) && seen.add(call.key().orElseThrow()) ? Optional.of(Fault.STUCK) : Optional.empty());
    }

    private void isWell() {
        stripe.failsByChance(call -> Optional.empty());
    }

    private void at(int minute) {
        clock.moveTo(START.plus(Duration.ofMinutes(minute)));
    }

    private CheckoutSession open() {
        return customers.open(paying("one", dollars(25)));
    }

    private static void isUnavailable(Runnable call) {
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(call::run)
                .withMessageContaining("Stripe could not");
    }

    private void isMadeOnce() {
        assertThat(open().progress()).isInstanceOf(Progress.Open.class);
        assertThat(pages().sessions()).isEqualTo(1);
    }

    private List<String> keys(String call) {
        return stripe.calls(call).stream()
                .map(each -> each.key().orElseThrow())
                .distinct()
                .toList();
    }

    @Test
    void whoeverFailsMoreOftenThanThereAreKeysIsAskedUnderOthersAnHourLater() {
        fails();
        for (int minute = 0; minute < 60; minute++) {
            at(minute);
            isUnavailable(this::open);
        }
        isWell();
        at(60);

        isMadeOnce();
        assertThat(keys(PAGE))
                .containsExactlyElementsOf(Stream.of(
                                Stream.of("checkout:one"),
                                IntStream.rangeClosed(1, 10).mapToObj(next -> FIRST_HOUR + next),
                                Stream.of(SECOND_HOUR + 1))
                        .flatMap(each -> each)
                        .toList());
    }

    @Test
    void anotherKeyIsTriedFiveMinutesLater() {
        fails();
        isUnavailable(this::open);
        isUnavailable(this::open);
        isWell();
        at(4);
        isUnavailable(this::open);
        at(5);

        isMadeOnce();
        assertThat(keys(PAGE)).containsExactly("checkout:one", FIRST_HOUR + 1, FIRST_HOUR + 2);
    }

    /** Stripe's client repeats what has failed, and would hear of the first try that it is an old one. */
    @Test
    void oneCallUsesUpOneKeyOfTheHour() {
        fails();
        at(47);
        StripeConnection repeats = new StripeConnection(Fakes.settings(stripe.address(), 1), millis -> {}, clock);
        StripeCustomerGateway gateway = new StripeCustomerGateway(repeats, storage, clock);

        isUnavailable(() -> gateway.open(paying("one", dollars(25))));
        assertThat(keys(PAGE)).containsExactly("checkout:one", FIRST_HOUR + 1);
        isWell();
        isMadeOnce();
    }

    /** What was begun before is over by then, and nothing is on its way under another key. */
    @Test
    void inTheLastTenMinutesOfAnHourNoKeyOfItIsTried() {
        stripe.failsAt(PAGE, Fault.STUCK);
        at(50);
        isUnavailable(this::open);
        isUnavailable(this::open);
        at(59);
        isUnavailable(this::open);
        assertThat(keys(PAGE)).containsExactly("checkout:one");
        at(60);

        isMadeOnce();
        assertThat(keys(PAGE)).containsExactly("checkout:one", SECOND_HOUR + 1);
    }

    @Test
    void ofAllWhoAskAtOnceOneIsServed() {
        stripe.failsAt(PAGE, Fault.STUCK);
        isUnavailable(this::open);

        assertThat(Race.of(thread -> {
                    StripeConnection own = Fakes.connection(stripe);
                    return new StripeCustomerGateway(own, storage, clock)
                            .open(paying("one", dollars(25)))
                            .reference();
                }))
                .containsOnly(open().reference());
        isMadeOnce();
    }

    @Test
    void whatIsNotAnsweredUnderAKeyOfTheHourIsAskedForUnderTheSame() {
        AccountId other = new AccountId("other");
        stripe.account.searchIsLate();
        stripe.failsAt(CUSTOMER, Fault.STUCK);
        isUnavailable(() -> customers.put(other, PROFILE));
        List<Fault> lost = new ArrayList<>(LOST);
        stripe.failsByChance(
                call -> call.is(CUSTOMER) && call.key().orElseThrow().contains(":again:") && !lost.isEmpty()
                        ? Optional.of(lost.remove(0))
                        : Optional.empty());
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> customers.put(other, PROFILE));
        assertThat(stripe.account.customers()).isEqualTo(2);
        at(30);

        customers.put(other, PROFILE);
        assertThat(lost).isEmpty();
        assertThat(stripe.account.customers()).isEqualTo(2);
    }
}
