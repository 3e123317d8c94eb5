package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.provider.Inexpressible;
import dev.countinghouse.billing.domain.provider.ProviderDiff.Action;
import dev.countinghouse.billing.domain.provider.ProviderDiff.Change;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Kind;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driven.PriceRefs.PriceRef;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue.Outcome;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProvisionCatalogueTest {

    private static final String STACK = CatalogueWriter.yaml(ExampleCatalogue.BILLING_STACK.catalogue());
    private static final String COUPONS = "coupons: {launch: {percent_off: 20, invoices: once}}\n";

    private final Storage storage = InMemoryStorage.empty();
    private final PriceStandIn standIn = new PriceStandIn(StandInBook.inMemory());
    private final BillingEngine engine =
            BillingEngine.builder().storage(storage).invoicedBy(standIn).build();
    private final ProvisionCatalogue provision = engine.provisionCatalogue();

    private void publish(String text) {
        engine.publishCatalogue()
                .publish(CatalogueReader.read("catalogue", text).orThrow());
    }

    private static Outcome.Provisioned done(Outcome outcome) {
        return outcome.fold(provisioned -> provisioned, refused -> {
            throw new AssertionError(refused.problems());
        });
    }

    private static Map<Action, Long> actions(Outcome outcome) {
        return done(outcome).diff().changes().stream()
                .collect(Collectors.groupingBy(Change::action, Collectors.counting()));
    }

    private static List<String> changes(Outcome outcome) {
        return done(outcome).diff().changes().stream()
                .filter(change -> change.action() != Action.UNCHANGED)
                .map(change -> change.action() + " " + change.key() + ": " + change.before() + " -> " + change.after())
                .toList();
    }

    private static Map<String, PriceRef> prices(Outcome outcome) {
        return done(outcome).prices().stream()
                .collect(Collectors.toMap(ref -> ref.plan() + ":" + ref.charge(), ref -> ref));
    }

    @Test
    void withoutACatalogueThereIsNothingToDo() {
        Outcome.Provisioned outcome = done(provision.apply());

        assertThat(outcome.revision()).isZero();
        assertThat(outcome.diff().changes()).isEmpty();
    }

    /** 3 fees, 4 metrics that are charged for in Standard and Enterprise, and seats in Standard: 9 of them metered. */
    @Test
    void theStackOfFiveMetricsInThreePlansIsMadeOnce() {
        publish(STACK + COUPONS);
        assertThat(actions(provision.plan())).isEqualTo(Map.of(Action.CREATE, 9L + 12 + 12 + 1));
        assertThat(done(provision.plan()).prices()).isEmpty();

        Outcome first = provision.apply();

        assertThat(actions(first)).isEqualTo(Map.of(Action.CREATE, 34L));
        assertThat(prices(first)).hasSize(12);
        assertThat(prices(first).values()).extracting(PriceRef::price).doesNotHaveDuplicates();
        assertThat(prices(first).get("standard@1:base").meter()).isEmpty();
        assertThat(prices(first).get("standard@1:user_seats").meter()).isPresent();
        assertThat(done(first).coupons()).hasSize(1);

        Outcome second = provision.apply();
        assertThat(actions(second)).isEqualTo(Map.of(Action.UNCHANGED, 34L));
        assertThat(prices(second)).isEqualTo(prices(first));
    }

    @Test
    void aPriceThatChangesIsShownAndReplacedAndTheOldVersionKeepsItsOwn() {
        publish(STACK + COUPONS);
        Map<String, PriceRef> before = prices(provision.apply());
        publish(STACK.replace("fee: 99.00", "fee: 129.00").replace("Standard plan", "Standard 2")
                + COUPONS.replace("20", "25"));

        assertThat(changes(provision.plan()))
                .containsExactly(
                        "RENAME product standard:base: Standard plan -> Standard 2",
                        "REPLACE price standard:base: 99.00 USD every month -> 129.00 USD every month",
                        "REPLACE coupon launch: launch: 20 % off one invoice -> launch: 25 % off one invoice");
        Map<String, PriceRef> after = prices(provision.apply());

        assertThat(after).containsAllEntriesOf(before);
        assertThat(after.get("standard@2:base").price())
                .isNotEqualTo(before.get("standard@1:base").price());
        assertThat(after.get("standard@2:llm_tokens").price())
                .isEqualTo(before.get("standard@1:llm_tokens").price());
        assertThat(changes(provision.apply())).isEmpty();
    }

    @Test
    void versionsThatNobodyProvisionedWhileTheyWereSoldAreProvisionedToo() {
        publish(STACK);
        publish(STACK.replace("fee: 99.00", "fee: 129.00"));

        Outcome outcome = provision.apply();

        assertThat(changes(outcome)).contains("CREATE price standard@1:base:  -> 99.00 USD every month");
        assertThat(changes(outcome))
                .filteredOn(change -> change.contains("price standard"))
                .hasSize(7);
        assertThat(prices(outcome).get("standard@1:base").price())
                .isNotEqualTo(prices(outcome).get("standard@2:base").price());
        assertThat(prices(outcome).get("standard@1:llm_tokens"))
                .extracting(PriceRef::price)
                .isEqualTo(prices(outcome).get("standard@2:llm_tokens").price());
        assertThat(changes(provision.apply())).isEmpty();
    }

    @Test
    void whatWasPutAwayThereIsUsedAgain() {
        publish(STACK);
        Map<String, PriceRef> before = prices(provision.apply());
        standIn.putAway(new ProviderItem.Key(Kind.METER, "standard:api_calls"));
        standIn.putAway(new ProviderItem.Key(Kind.PRICE, "standard:api_calls"));

        assertThat(actions(provision.apply())).containsEntry(Action.REVIVE, 2L).doesNotContainKey(Action.CREATE);
        assertThat(prices(provision.apply())).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseHasTheKeyOfStopsItBeforeAnythingIsDone() {
        publish(STACK);
        standIn.occupy(new ProviderItem.Key(Kind.PRICE, "standard:base"));

        Outcome.Provisioned outcome = done(provision.apply());

        assertThat(outcome.diff().isObstructed()).isTrue();
        assertThat(outcome.prices()).isEmpty();
        assertThat(actions(provision.plan())).isEqualTo(Map.of(Action.OBSTRUCTED, 1L, Action.CREATE, 32L));
    }

    @Test
    void aCatalogueFromBeforeThatHeWouldInvoiceOtherwiseIsRefused() {
        BillingEngine.builder()
                .storage(storage)
                .build()
                .publishCatalogue()
                .publish(CatalogueReader.read("catalogue", STACK.replace("in: advance", "in: arrears"))
                        .orThrow());

        List<Inexpressible> problems = provision.apply().fold(provisioned -> List.of(), Outcome.Refused::problems);

        assertThat(problems)
                .extracting(Inexpressible::path)
                .containsExactly("plans.enterprise.charges.base.in", "plans.standard.charges.base.in");
    }

    @Test
    void whereTheEngineInvoicesThereIsNothingToProvision() {
        BillingEngine ours = BillingEngine.builder().inMemory().build();

        assertThatIllegalStateException().isThrownBy(ours::provisionCatalogue).withMessageContaining("invoicedBy");
    }
}
