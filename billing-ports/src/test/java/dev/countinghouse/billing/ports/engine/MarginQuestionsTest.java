package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.ExchangeRate;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Costs and margins. That they add up is in the acceptance tests. */
class MarginQuestionsTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Period MARCH =
            new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

    private final Workbench bench = Shop.opened();

    @Test
    void costsAreThoseOfThePeriodByDimension() {
        respond(ACME, "one");
        respond(ACME, "two");
        bench.on("2026-04-01T00:00:00Z");
        respond(ACME, "three");

        assertThat(bench.engine.readCost().cost(ACME, MARCH, List.of("project")))
                .containsOnlyKeys(new Group(List.of("one")), new Group(List.of("two")))
                .allSatisfy((group, sum) -> {
                    assertThat(sum.input().toString()).isEqualTo("0.0025 USD");
                    assertThat(sum.output().toString()).isEqualTo("0.001 USD");
                });
    }

    @Test
    void whatBringsNothingInIsALoss() {
        bench.subscribe(ACME, "weekly");
        bench.on("2026-03-02T00:00:00Z");
        respond(ACME, "one");
        bench.on("2026-03-03T00:00:00Z");
        SortedMap<Group, Margin> margins = margins(bench.engine, ACME).orElseThrow();

        // fees go to nobody in particular where no usage is charged
        assertThat(margins.get(new Group(List.of(""))).gross().settle().toDecimal())
                .isEqualTo("7.00");
        assertThat(margins.get(new Group(List.of("one"))).gross().toString()).isEqualTo("-0.0035 USD");
        assertThat(margins.get(new Group(List.of("one"))).percent()).isEmpty();
    }

    @Test
    void costsAreConvertedAtTheRateOfTheDay() {
        bench.open(Workbench.account(GLOBEX, ZoneOffset.UTC, EUR)).subscribe(GLOBEX, "euro");
        respond(GLOBEX, "one");
        bench.on("2026-03-10T12:00:00Z");
        assertThat(margins(bench.engine, GLOBEX)).as("without a rate").isEmpty();

        BillingEngine engine = BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .exchangeRates(new ExchangeRates(
                        List.of(rate("2026-03-01", "0.9"), rate("2026-03-10", "0.8"), rate("2026-03-11", "0.7"))))
                .build();
        Margin margin = margins(engine, GLOBEX).orElseThrow().get(new Group(List.of("one")));
        assertThat(margin.cost().toString()).isEqualTo("0.0028 EUR");
        assertThat(margin.providerCost().toString()).isEqualTo("0.0035 USD");
        assertThat(margin.exchange()).contains(rate("2026-03-10", "0.8"));
    }

    private static ExchangeRate rate(String since, String rate) {
        return new ExchangeRate(Workbench.USD, EUR, LocalDate.parse(since), Fraction.parse(rate));
    }

    @Test
    void withoutAPeriodThereIsNoMargin() {
        assertThat(margins(bench.engine, ACME)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        AccountId nobody = new AccountId("nobody");
        return WrongInput.to(bench)
                .isRefused("the cost of nobody", () -> bench.engine.readCost().cost(nobody, MARCH, List.of()), "nobody")
                .isRefused("the margin of nobody", () -> margins(bench.engine, nobody), "nobody")
                .tests();
    }

    private Optional<SortedMap<Group, Margin>> margins(BillingEngine engine, AccountId account) {
        return engine.readMargin().margin(account, bench.clock.instant(), List.of("project"));
    }

    private void respond(AccountId account, String project) {
        bench.engine
                .recordProviderResponses()
                .record(List.of(new ProviderResponse(
                        new EventKey("test", project),
                        account.value(),
                        bench.clock.instant(),
                        "openai",
                        "chat",
                        "{\"model\": \"gpt-4o\", \"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 100}}",
                        new TreeMap<>(Map.of("project", project)))));
    }
}
