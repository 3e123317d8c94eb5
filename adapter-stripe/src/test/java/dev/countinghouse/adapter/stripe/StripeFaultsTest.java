package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Refunded;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever of a call is lost on the way, asking again does it once. */
class StripeFaultsTest extends StripeCase {

    /** The JDK sends a request again, once, whose connection was closed on it: under the same key. */
    private static final int AND_AGAIN = 2;

    /** Has one key for good, and is late by a day where Stripe keeps its failure. */
    private static final Set<String> MOVES_MONEY =
            Set.of("POST /v1/payment_intents", "POST .*/confirm", "POST /v1/refunds");

    private static Stream<Arguments> stepsOfAChargeAndFaults() {
        return combined(
                "GET /v1/customers/search",
                "POST /v1/customers",
                "POST /v1/payment_methods/[^/]+/attach",
                "POST /v1/customers/[^/]+",
                "POST /v1/payment_intents",
                "GET /v1/customers/[^/]+",
                "POST .*/confirm",
                "GET /v1/payment_intents/[^/]+");
    }

    private static Stream<Arguments> combined(String... steps) {
        return Stream.of(steps).flatMap(step -> Stream.of(Fault.values())
                .filter(fault -> fault != Fault.DONE_AND_SILENT)
                .filter(fault -> fault != Fault.STUCK || !MOVES_MONEY.contains(step))
                .map(fault -> Arguments.of(step, fault)));
    }

    private void fails(String call, Fault fault) {
        for (int i = 0; i < (fault.name().endsWith("DROPPED") ? AND_AGAIN : 1); i++) {
            stripe.failsAt(call, fault);
        }
    }

    private Payment chargeFromTheStart() {
        if (gateway.methodOf(ACME).isEmpty()) {
            gateway.useMethod(ACME, FakeMethod.OK.token());
        }
        return gateway.charge(ORDER);
    }

    @ParameterizedTest
    @MethodSource("stepsOfAChargeAndFaults")
    void aChargeIsMadeOnce(String step, Fault fault) {
        for (boolean keysForgotten : new boolean[] {false, true}) {
            PaymentKey key = new PaymentKey("purchase:" + keysForgotten);
            fails(step, fault);
            gatewayFails(() -> {
                gateway.useMethod(ACME, FakeMethod.OK.token());
                gateway.charge(order(key.value(), true));
            });
            if (keysForgotten) {
                stripe.forgetsKeys();
            }
            gateway.useMethod(ACME, FakeMethod.OK.token());

            Payment payment = gateway.charge(order(key.value(), true));

            assertThat(payment.isPaid()).isTrue();
            assertThat(gateway.find(key)).contains(payment);
            assertThat(stripe.account.customers()).isEqualTo(1);
            assertThat(atStripe().intents()).isEqualTo(keysForgotten ? 2 : 1);
        }
    }

    /** The second time there is nothing left of making the customer that could fail. */
    private static void gatewayFails(Runnable call) {
        try {
            call.run();
        } catch (UnavailableException expected) {
            assertThat(expected).hasMessageContaining("Stripe");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DONE_AND_SILENT", "STUCK"})
    void everyFaultIsTold(Fault fault) {
        fails("POST /v1/payment_intents", fault);

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::chargeFromTheStart);
        assertThat(gateway.find(KEY)).isEmpty();
        assertThat(chargeFromTheStart().isPaid()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DONE_AND_DROPPED", "DONE_AND_BAD_GATEWAY"})
    void aCardThatIsChangedAfterAnAnswerWasLostDoesNotChargeTwice(Fault fault) {
        gateway.useMethod(ACME, FakeMethod.OK.token());
        fails("POST .*/confirm", fault);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> gateway.charge(ORDER));
        gateway.useMethod(ACME, FakeMethod.BANK.token());

        assertThat(gateway.charge(ORDER).isPaid()).isTrue();
        assertThat(atStripe().intents()).isEqualTo(1);
    }

    private static Stream<Arguments> stepsOfARefundAndFaults() {
        return combined("POST /v1/refunds", "GET /v1/refunds");
    }

    @ParameterizedTest
    @MethodSource("stepsOfARefundAndFaults")
    void aRefundIsMadeOnce(String step, Fault fault) {
        Payment payment = chargeFromTheStart();
        PaymentKey key = new PaymentKey("refund:1");
        fails(step, fault);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> gateway.refund(KEY, key, dollars(20)));
        stripe.forgetsKeys();

        assertThat(gateway.refund(KEY, key, dollars(20))).isEqualTo(new Refunded(payment.refunding(dollars(20))));
        assertThat(atStripe().refunds()).isEqualTo(1);
    }

    @Test
    void whatFailsBetweenNotingAFailureAndCallingItOffIsCalledOffLater() {
        gateway.useMethod(ACME, FakeMethod.DECLINED.token());
        stripe.failsAt("POST .*/cancel", Fault.BROKEN);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> gateway.charge(ORDER));

        assertThat(code(gateway.charge(ORDER))).isEqualTo("card_declined");
        assertThat(atStripe().payWithSecret("pi_1")).isFalse();
    }

    @Test
    void whoIsSilentIsNotWaitedForForEver() {
        gateway.useMethod(ACME, FakeMethod.OK.token());
        StripeSettings usual = Fakes.settings(stripe.address(), 0);
        StripePaymentGateway hasty = Fakes.gateway(
                new StripeSettings(
                        usual.secretKey(),
                        usual.webhookSecrets(),
                        usual.apiBase(),
                        usual.returnPage(),
                        Duration.ofMillis(500),
                        Duration.ofMillis(100),
                        0),
                storage,
                clock);
        stripe.failsAt("POST .*/confirm", Fault.DONE_AND_SILENT);

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> hasty.charge(ORDER));
        assertThat(gateway.charge(ORDER).isPaid()).isTrue();
        assertThat(stripe.calls("POST .*/confirm")).hasSizeBetween(1, 2);
    }

    @Test
    void nobodyAnswersWhereNobodyIs() {
        StripePaymentGateway lost = Fakes.gateway(Fakes.settings(URI.create("http://127.0.0.1:1"), 0), storage, clock);

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> lost.charge(ORDER));
    }

    @Test
    void tooManyCallsAreTriedAgainAfterPausesThatGrow() {
        gateway.useMethod(ACME, FakeMethod.OK.token());
        List<Long> pauses = new ArrayList<>();
        StripeSettings settings = Fakes.settings(stripe.address(), 2);
        StripePaymentGateway patient =
                new StripePaymentGateway(new StripeConnection(settings, pauses::add, clock), settings, storage, clock);
        stripe.failsAt("POST .*/confirm", Fault.TOO_MANY, Fault.TOO_MANY);

        assertThat(patient.charge(ORDER).isPaid()).isTrue();
        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isBetween(250L, 500L);
        assertThat(pauses.get(1)).isBetween(500L, 1_000L);

        stripe.failsAt("GET /v1/payment_intents/.*", Fault.TOO_MANY, Fault.TOO_MANY, Fault.TOO_MANY);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> patient.find(KEY));
        assertThat(pauses).hasSize(4);
        assertThat(patient.find(KEY)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONFLICT", "BROKEN"})
    void conflictsAndFailuresAreTriedAgainByStripesClient(Fault fault) {
        gateway.useMethod(ACME, FakeMethod.OK.token());
        StripePaymentGateway patient = Fakes.gateway(Fakes.settings(stripe.address(), 1), storage, clock);
        stripe.failsAt("POST .*/confirm", fault);

        assertThat(patient.charge(ORDER).isPaid()).isTrue();
        assertThat(stripe.calls("POST .*/confirm").stream()
                        .map(call -> call.key().orElseThrow()))
                .containsOnly("confirm:purchase:1")
                .hasSize(2);
    }

    @Test
    void aWrongKeyIsSaidToBeWrongAndNotRepeated() {
        StripeSettings usual = Fakes.settings(stripe.address(), 0);
        String wrong = "sk_test_wrongSecretThatNobodyMaySee";
        StripePaymentGateway stranger = Fakes.gateway(
                new StripeSettings(
                        wrong,
                        usual.webhookSecrets(),
                        usual.apiBase(),
                        usual.returnPage(),
                        usual.connectTimeout(),
                        usual.readTimeout(),
                        0),
                storage,
                clock);

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> stranger.charge(ORDER))
                .withMessageContaining("secret key is wrong")
                .satisfies(failure -> assertThat(all(failure)).doesNotContain("SecretThatNobodyMaySee"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DONE_AND_SILENT", "STUCK"})
    void noSecretIsInWhatIsThrown(Fault fault) {
        gateway.useMethod(ACME, FakeMethod.OK.token());
        fails("POST .*/confirm", fault);

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> gateway.charge(ORDER))
                .satisfies(failure -> assertThat(all(failure)).doesNotContain("SecretThatNobodyMaySee"));
    }

    /** With all its causes, as a log would have it. */
    private static String all(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
