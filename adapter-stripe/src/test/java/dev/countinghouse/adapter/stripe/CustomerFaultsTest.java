package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CheckoutSession.Progress;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever of a call about customers is lost on the way, asking again does it once. */
class CustomerFaultsTest extends CustomerCase {

    /** The JDK sends a request again, once, whose connection was closed on it. */
    private static final int AND_AGAIN = 2;

    private static final Profile OTHER = new Profile(
            "Acme GmbH", List.of("c/o Jane", "2 Side Street", "Berlin"), "gb 123 456 789", "jane@acme.example");

    private static Stream<Arguments> combined(String... steps) {
        return Stream.of(steps).flatMap(step -> Stream.of(Fault.values())
                .filter(fault -> fault != Fault.DONE_AND_SILENT)
                .map(fault -> Arguments.of(step, fault)));
    }

    private void fails(String call, Fault fault) {
        for (int i = 0; i < (fault.name().endsWith("DROPPED") ? AND_AGAIN : 1); i++) {
            stripe.failsAt(call, fault);
        }
    }

    private static void isUnavailable(Runnable call) {
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(call::run)
                .withMessageContaining("Stripe")
                .satisfies(failure -> assertThat(all(failure)).doesNotContain("SecretThatNobodyMaySee"));
    }

    /** With all its causes, as a log would have it. */
    private static String all(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    // ---------------------------------------------------------------- describing

    private static Stream<Arguments> stepsOfTheFirstDescriptionAndFaults() {
        return combined(
                "GET /v1/customers/search",
                "POST /v1/customers",
                "GET /v1/customers/[^/]+",
                "POST .*/tax_ids",
                "POST /v1/customers/[^/]+");
    }

    @ParameterizedTest
    @MethodSource("stepsOfTheFirstDescriptionAndFaults")
    void aCustomerIsNotHalfDescribed(String step, Fault fault) {
        fails(step, fault);
        isUnavailable(() -> customers.put(ACME, PROFILE));
        assertThat(customers.find(ACME).map(it -> it.profile()).filter(it -> !it.equals(PROFILE)))
                .as("whoever finds other fields takes them for the customer's word")
                .isEmpty();

        assertThat(customers.put(ACME, PROFILE).profile()).isEqualTo(PROFILE);
        assertThat(stripe.account.customers()).isEqualTo(1);
        assertThat(stripe.account.profiles.taxIds("cus_1")).containsExactly("eu_vat DE123456789");
    }

    private static Stream<Arguments> stepsOfAChangeAndFaults() {
        return combined(
                "GET /v1/customers/[^/]+", "POST .*/tax_ids", "POST /v1/customers/[^/]+", "DELETE .*/tax_ids/[^/]+");
    }

    @ParameterizedTest
    @MethodSource("stepsOfAChangeAndFaults")
    void whatIsChangedIsTheOldOrTheNew(String step, Fault fault) {
        customers.put(ACME, PROFILE);
        fails(step, fault);
        isUnavailable(() -> customers.put(ACME, OTHER));
        for (Function<Profile, Object> field :
                List.<Function<Profile, Object>>of(Profile::name, Profile::address, Profile::taxId, Profile::email)) {
            assertThat(field.apply(described())).isIn(field.apply(PROFILE), field.apply(OTHER));
        }

        assertThat(customers.put(ACME, OTHER).profile()).isEqualTo(OTHER);
        assertThat(stripe.account.profiles.taxIds("cus_1")).containsOnlyOnce("gb_vat GB123456789");
    }

    // ---------------------------------------------------------------- pages

    private static Stream<Arguments> stepsOfAPageAndFaults() {
        return combined("POST /v1/checkout/sessions", "GET /v1/checkout/sessions", "GET /v1/checkout/sessions/[^/]+");
    }

    @ParameterizedTest
    @MethodSource("stepsOfAPageAndFaults")
    void aPageIsMadeOnce(String step, Fault fault) {
        customers.put(ACME, PROFILE);
        customers.open(choosing("first"));
        for (boolean keysForgotten : new boolean[] {false, true}) {
            int before = pages().sessions();
            String key = "pays:" + keysForgotten;
            // whoever has asked before and was not answered looks for what came of it
            if (!step.startsWith("POST")) {
                fails("POST /v1/checkout/sessions", Fault.DONE_AND_DROPPED);
                isUnavailable(() -> customers.open(paying(key, dollars(25))));
            }
            fails(step, fault);
            isUnavailable(() -> customers.open(paying(key, dollars(25))));
            for (int i = 0; i < 4; i++) {
                customers.open(choosing("other:" + keysForgotten + i));
            }
            if (keysForgotten) {
                stripe.forgetsKeys();
            }

            CheckoutSession session = customers.open(paying(key, dollars(25)));

            assertThat(session.progress()).isInstanceOf(Progress.Open.class);
            assertThat(customers.find(session.reference())).contains(session);
            assertThat(pages().sessions()).isEqualTo(before + 5);
        }
    }

    private List<String> keys(String call) {
        return stripe.calls(call).stream()
                .map(each -> each.key().orElseThrow())
                .distinct()
                .toList();
    }

    /** As whoever looks before it is there asks for it once more. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DONE_AND_DROPPED", "DONE_AND_BAD_GATEWAY", "BROKEN", "CONFLICT"})
    void whatIsNotAnsweredIsAskedForUnderTheSameKey(Fault fault) {
        fails("POST /v1/customers", fault);
        isUnavailable(() -> customers.put(ACME, PROFILE));
        customers.put(ACME, PROFILE);

        assertThat(keys("POST /v1/customers")).hasSize(1);
        assertThat(stripe.account.customers()).isEqualTo(1);
    }

    @Test
    void aPageThatNobodyEverSawHasExpiredADayLater() {
        customers.put(ACME, PROFILE);
        fails("POST /v1/checkout/sessions", Fault.DONE_AND_DROPPED);
        isUnavailable(() -> customers.open(paying("one", dollars(25))));
        stripe.forgetsKeys();
        clock.moveTo(START.plus(Duration.ofDays(2)));

        assertThat(customers.open(paying("one", dollars(25))).progress()).isEqualTo(new Progress.Expired());
        assertThat(gateway.find(new PaymentKey("one"))).isEmpty();
    }

    @Test
    void whoIsSilentIsNotWaitedForForEver() {
        customers.put(ACME, PROFILE);
        StripeSettings usual = Fakes.settings(stripe.address(), 0);
        StripeSettings impatient = new StripeSettings(
                usual.secretKey(),
                usual.webhookSecrets(),
                usual.apiBase(),
                usual.returnPage(),
                Duration.ofMillis(500),
                Duration.ofMillis(100),
                0);
        StripeCustomerGateway hasty =
                new StripeCustomerGateway(new StripeConnection(impatient, millis -> {}, clock), storage, clock);
        stripe.failsAt("POST /v1/checkout/sessions", Fault.DONE_AND_SILENT);
        stripe.failsAt("POST /v1/billing_portal/sessions", Fault.DONE_AND_SILENT);

        isUnavailable(() -> hasty.open(choosing("one")));
        isUnavailable(() -> hasty.openPortal(ACME, BACK));
        assertThat(customers.open(choosing("one")).progress()).isInstanceOf(Progress.Open.class);
        assertThat(pages().sessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "DONE_AND_SILENT")
    void aPortalThatIsNotAnsweredIsTold(Fault fault) {
        customers.put(ACME, PROFILE);
        fails("POST /v1/billing_portal/sessions", fault);

        isUnavailable(() -> customers.openPortal(ACME, BACK));
        assertThat(customers.openPortal(ACME, BACK).toString()).startsWith("https://billing.stripe.example/");
    }

    @Test
    void aPortalThatIsNotSetUpIsSaidSoInOurWords() {
        customers.put(ACME, PROFILE);
        stripe.account.portal.isNotSetUp();

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> customers.openPortal(ACME, BACK))
                .withMessageContaining("settings of the customer portal")
                .satisfies(failure -> assertThat(all(failure)).doesNotContain("No configuration provided"));
    }
}
