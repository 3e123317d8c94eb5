package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.provider.ProviderDiff.Action;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driven.PriceRefs.PriceRef;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The stack of five metrics in three plans, provisioned at Stripe. */
class StripeProvisioningTest {

    private static final String STACK = CatalogueWriter.yaml(ExampleCatalogue.BILLING_STACK.catalogue())
            + "coupons: {launch.1: {percent_off: 12.5, invoices: once}, five: {amount_off: 5.00, invoices: forever}}\n";
    private static final String WRITES = "POST .*";

    /** The JDK sends a request again, once, whose connection was closed on it: under the same key. */
    private static final int AND_AGAIN = 2;

    private final FakeStripe stripe = new FakeStripe(new InMemoryTestClock(StripeCase.START));
    private final FakeCatalogue there = stripe.account.catalogue;
    private final Storage storage = InMemoryStorage.empty();
    private final BillingEngine engine = BillingEngine.builder()
            .storage(storage)
            .invoicedBy(Fakes.prices(stripe, storage))
            .build();

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    private void publish(String text) {
        engine.publishCatalogue()
                .publish(CatalogueReader.read("catalogue", text).orThrow());
    }

    private Outcome.Provisioned apply() {
        return engine.provisionCatalogue().apply().fold(done -> done, refused -> {
            throw new AssertionError(refused.problems());
        });
    }

    private static ObjectNode priced(FakeCatalogue there, String key) {
        return there.prices.values().stream()
                .filter(price -> price.path("lookup_key").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFirstRunMakesAllOfItAndTheSecondAsksForNothing() {
        publish(STACK);
        assertThat(engine.provisionCatalogue().plan()).isNotNull();
        assertThat(stripe.calls(WRITES)).isEmpty();

        Outcome.Provisioned first = apply();

        assertThat(there.meters).hasSize(9);
        assertThat(there.products).hasSize(12);
        assertThat(there.prices).hasSize(12);
        assertThat(there.coupons).hasSize(2);
        assertThat(stripe.calls(WRITES)).hasSize(9 + 12 + 12 + 2);
        assertThat(first.prices())
                .extracting(PriceRef::price)
                .containsExactlyInAnyOrderElementsOf(there.prices.keySet());

        Outcome.Provisioned second = apply();

        assertThat(stripe.calls(WRITES)).hasSize(35);
        assertThat(second.diff().isEmpty()).isTrue();
        assertThat(second.prices()).isEqualTo(first.prices());
    }

    @Test
    void whatIsThereIsWhatTheCatalogueSays() {
        publish(STACK);
        Outcome.Provisioned done = apply();

        JsonNode fee = priced(there, "standard:base");
        assertThat(fee.path("unit_amount").asText()).isEqualTo("9900");
        assertThat(fee.path("recurring").path("usage_type").asText()).isEqualTo("licensed");
        assertThat(fee.path("tax_behavior").asText()).isEqualTo("exclusive");
        JsonNode tokens = priced(there, "standard:llm_tokens");
        // 1 cent per 1,000
        assertThat(tokens.path("unit_amount_decimal").asText()).isEqualTo("0.001");
        assertThat(tokens.path("currency").asText()).isEqualTo("usd");
        assertThat(tokens.path("recurring").path("interval").asText()).isEqualTo("month");
        JsonNode meter = there.meters.get(tokens.path("recurring").path("meter").asText());
        assertThat(meter.path("event_name").asText()).isEqualTo("standard:llm_tokens");
        assertThat(meter.path("default_aggregation").path("formula").asText()).isEqualTo("sum");
        assertThat(there.products
                        .get("countinghouse_standard_C_llm_tokens")
                        .path("name")
                        .asText())
                .isEqualTo("LLM tokens");
        assertThat(done.coupons())
                .extracting(coupon -> there.coupons
                        .get(coupon.reference())
                        .path(coupon.terms().contains("%") ? "percent_off" : "amount_off")
                        .asText())
                .containsExactly("500", "12.5");
    }

    @Test
    void aPriceThatChangesTakesTheKeyAndTheOldOneStaysInUse() {
        publish(STACK);
        String before = apply().prices().stream()
                .filter(ref -> ref.plan().toString().equals("standard@1")
                        && ref.charge().value().equals("base"))
                .findFirst()
                .orElseThrow()
                .price();
        publish(STACK.replace("fee: 99.00", "fee: 129.00"));
        int writes = stripe.calls(WRITES).size();

        Outcome.Provisioned after = apply();

        assertThat(after.diff().changes().stream()
                        .filter(change -> change.action() != Action.UNCHANGED)
                        .map(change -> change.action() + " " + change.key() + ": " + change.before() + " -> "
                                + change.after()))
                .containsExactly("REPLACE price standard:base: 99.00 USD every month -> 129.00 USD every month");
        assertThat(stripe.calls(WRITES)).hasSize(writes + 1);
        assertThat(priced(there, "standard:base").path("unit_amount").asText()).isEqualTo("12900");
        assertThat(there.prices.get(before).path("active").asBoolean()).isTrue();
        assertThat(there.prices.get(before).path("lookup_key").isNull()).isTrue();
    }

    private static Stream<Arguments> stepsAndFaults() {
        return Stream.of(
                        "GET /v1/billing/meters",
                        "POST /v1/billing/meters",
                        "GET /v1/products",
                        "POST /v1/products",
                        "GET /v1/prices",
                        "POST /v1/prices",
                        "GET /v1/coupons/.*",
                        "POST /v1/coupons")
                .flatMap(step -> Stream.of(Fault.values())
                        .filter(fault -> fault != Fault.DONE_AND_SILENT)
                        .map(fault -> Arguments.of(step, fault)));
    }

    /** A day is between the two, so that Stripe has forgotten what it was asked for; but not where it keeps a failure for that. */
    @ParameterizedTest
    @MethodSource("stepsAndFaults")
    void whoeverIsCutOffBeginsAnewAndItComesToTheSame(String step, Fault fault) {
        publish(STACK);
        int times = fault.name().endsWith("DROPPED") ? AND_AGAIN : 1;
        for (int i = 0; i < times; i++) {
            stripe.failsAt(step, fault);
        }
        failing(this::apply);
        assertThat(failed).isTrue();
        if (fault != Fault.STUCK) {
            stripe.forgetsKeys();
        }

        Outcome.Provisioned done = apply();

        assertThat(Map.of(
                        "meters", there.meters.size(),
                        "products", there.products.size(),
                        "prices", there.prices.size(),
                        "coupons", there.coupons.size()))
                .isEqualTo(Map.of("meters", 9, "products", 12, "prices", 12, "coupons", 2));
        assertThat(done.prices().stream().map(PriceRef::price).collect(Collectors.toSet()))
                .isEqualTo(there.prices.keySet());
        assertThat(apply().diff().isEmpty()).isTrue();
    }

    private boolean failed;

    private void failing(Runnable call) {
        try {
            call.run();
        } catch (UnavailableException expected) {
            failed = true;
        }
    }

    @ParameterizedTest
    @MethodSource("replacingFaults")
    void aReplacedPriceIsReplacedOnce(Fault fault) {
        publish(STACK);
        apply();
        publish(STACK.replace("fee: 99.00", "fee: 129.00"));
        for (int i = 0; i < AND_AGAIN; i++) {
            stripe.failsAt("POST /v1/prices", fault);
        }
        failing(this::apply);
        failing(this::apply);
        stripe.forgetsKeys();

        apply();

        assertThat(there.prices).hasSize(13);
        assertThat(priced(there, "standard:base").path("unit_amount").asText()).isEqualTo("12900");
    }

    private static List<Fault> replacingFaults() {
        return List.of(Fault.TOO_MANY, Fault.BROKEN, Fault.DROPPED, Fault.DONE_AND_DROPPED, Fault.DONE_AND_BAD_GATEWAY);
    }
}
