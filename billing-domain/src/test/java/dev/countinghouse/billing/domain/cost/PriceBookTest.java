package dev.countinghouse.billing.domain.cost;

import static dev.countinghouse.billing.domain.cost.CostFixtures.NOON;
import static dev.countinghouse.billing.domain.cost.CostFixtures.book;
import static dev.countinghouse.billing.domain.cost.CostFixtures.model;
import static dev.countinghouse.billing.domain.cost.CostFixtures.prices;
import static dev.countinghouse.billing.domain.cost.CostFixtures.provider;
import static dev.countinghouse.billing.domain.cost.CostFixtures.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceBookTest {

    private final PriceBook book = book(
            provider(
                    "alpha",
                    List.of(),
                    model("alpha-1", prices("input_mtok 1")),
                    model("shared", prices("input_mtok 2"))),
            provider("beta", List.of("alpha"), model("beta-1", prices("input_mtok 3"))),
            provider("gamma", List.of("beta")));

    @Test
    void aProviderIsFoundByItsIdBeforeAnyAlias() {
        Provider greedy = new Provider(
                "greedy", "Greedy", new MatchClause.Contains("a"), MatchClause.NEVER, List.of(), List.of());
        PriceBook withGreedy = book(greedy, provider("alpha", List.of()));

        assertThat(withGreedy.provider("alpha")).map(Provider::id).contains("alpha");
        assertThat(withGreedy.provider("ALPHA")).map(Provider::id).contains("alpha");
        assertThat(withGreedy.provider("my-alpha")).map(Provider::id).contains("greedy");
    }

    @Test
    void aModelIsFoundByClauseOrById() {
        assertThat(describe(ModelRef.of("alpha", "Alpha-1-2026-01-01"))).isEqualTo("alpha/alpha-1");
        ProviderModel odd = new ProviderModel("short", "Short", new MatchClause.Equals("accounts/short"), termsOf("1"));
        assertThat(book(provider("alpha", List.of(), odd)).find(ModelRef.of("alpha", "SHORT")))
                .isInstanceOf(ModelLookup.Found.class);
    }

    @Test
    void withoutAProviderTheModelsNameDecides() {
        assertThat(describe(ModelRef.ofModel("beta-1"))).isEqualTo("beta/beta-1");
    }

    @Test
    void aResellerWithoutItsOwnPriceUsesTheFirstFallbackThatHasOne() {
        assertThat(describe(ModelRef.of("beta", "shared"))).isEqualTo("beta/shared (priced by alpha)");
    }

    @Test
    void fallbacksOfFallbacksAreNotFollowed() {
        assertThat(describe(ModelRef.of("gamma", "beta-1"))).isEqualTo("gamma/beta-1 (priced by beta)");
        assertThat(describe(ModelRef.of("gamma", "shared"))).isEqualTo("unknown model shared of gamma");
    }

    @Test
    void unknownProvidersAndModelsAreOutcomes() {
        assertThat(describe(ModelRef.of("delta", "delta-1"))).isEqualTo("unknown provider of delta/delta-1");
        assertThat(describe(ModelRef.of("alpha", "nothing"))).isEqualTo("unknown model nothing of alpha");
        assertThat(describe(ModelRef.of("alpha", "x".repeat(10_000)))).startsWith("unknown model");
        assertThat(describe(ModelRef.ofModel("nothing"))).isEqualTo("unknown provider of nothing");
        assertThat(describe(ModelRef.ofModel("beta-9"))).isEqualTo("unknown model beta-9 of beta");

        assertThat(book.cost(ModelRef.of("alpha", "nothing"), usage("input_tokens 1"), NOON))
                .isInstanceOf(CostOutcome.UnknownModel.class);
        assertThat(book.cost(ModelRef.of("delta", "alpha-1"), usage("input_tokens 1"), NOON))
                .isInstanceOf(CostOutcome.UnknownProvider.class);
    }

    @Test
    void theLastPriceWhoseConditionHoldsWinsAndElseTheFirst() {
        PriceTerm summer = new PriceTerm(new PriceCondition.FromDate(LocalDate.of(2026, 6, 1)), prices("input_mtok 2"));
        PriceTerm lunch = new PriceTerm(
                new PriceCondition.Daily(LocalTime.of(12, 0), LocalTime.of(13, 0)), prices("input_mtok 3"));
        ProviderModel model = new ProviderModel("m", "m", new MatchClause.Equals("m"), List.of(summer, lunch));

        assertThat(priceAt(model, "2026-06-01T12:30:00Z")).isEqualTo(prices("input_mtok 3"));
        assertThat(priceAt(model, "2026-06-01T14:00:00Z")).isEqualTo(prices("input_mtok 2"));
        assertThat(priceAt(model, "2026-01-01T14:00:00Z")).isEqualTo(prices("input_mtok 2"));
        assertThat(priceAt(model, "2026-01-01T12:30:00Z")).isEqualTo(prices("input_mtok 3"));
    }

    @Test
    void aBookThatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> book(provider("a", List.of()), provider("A", List.of())))
                .hasMessageContaining("two providers have the id A");
        assertThatThrownBy(() -> book(provider("a", List.of("b"))))
                .hasMessageContaining("falls back to 'b', which is not a provider");
        ProviderModel twin = model("m", prices());
        assertThatThrownBy(() -> provider("a", List.of(), twin, twin)).hasMessageContaining("two models with the id m");
        assertThatThrownBy(() -> new ProviderModel("m", "m", MatchClause.NEVER, List.of()))
                .hasMessageContaining("has no prices");
        assertThatThrownBy(() -> model("two words", prices())).hasMessageContaining("an id is one word");
    }

    @Test
    void estimatedUsageMakesAnEstimatedCost() {
        TokenUsage guess = TokenUsage.estimate(usage("input_tokens 10").counts());
        assertThat(((CostOutcome.Priced) book.cost(ModelRef.of("alpha", "alpha-1"), guess, NOON))
                        .cost()
                        .estimated())
                .isTrue();
    }

    private String describe(ModelRef ref) {
        return book.find(ref)
                .fold(
                        found -> found.model().toString(),
                        unknown -> "unknown model " + unknown.ref().model() + " of " + unknown.provider(),
                        unknown -> "unknown provider of " + unknown.ref());
    }

    private static List<PriceTerm> termsOf(String price) {
        return List.of(PriceTerm.always(prices("input_mtok " + price)));
    }

    private static ModelPrices priceAt(ProviderModel model, String time) {
        return model.pricesAt(Instant.parse(time));
    }
}
