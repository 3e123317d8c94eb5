package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.cost.ExchangeRate;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.OpenAccount;
import dev.countinghouse.billing.ports.driving.PublishCatalogue;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.driving.SubscriptionPreview;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Snippets of docs/embedding.md: from an empty engine to a running subscription. */
class SubscriptionSnippetsTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");

    private final Shop shop = new Shop();
    private final BillingEngine billing = shop.billing;
    private final Instant now = shop.now();

    @Test
    void anEngineIsBuilt() {
        // snippet: build
        BillingEngine engine = BillingEngine.builder()
                .inMemory()
                .clock(InstantSource.system())
                .seller(new Party("Example Models Inc.", List.of("1 Market Square", "Springfield"), "US-00-0000000"))
                .numberSeries("INV", "CN")
                .paymentTerm(Duration.ofDays(14))
                .acceptedWindow(Duration.ofDays(35), Duration.ofMinutes(5))
                .exchangeRates(new ExchangeRates(
                        List.of(new ExchangeRate(USD, EUR, LocalDate.of(2026, 1, 1), Fraction.parse("0.865")))))
                .build();
        // end

        assertThat(engine.closePeriods().closeDue(10)).isEmpty();
    }

    @Test
    void aCatalogueIsPublished() {
        String file = "llm-product.yaml";
        String text = Resource.text(file);
        BillingEngine billing = BillingEngine.builder().inMemory().build();

        // snippet: publish
        PublishCatalogue.Outcome outcome = CatalogueReader.read(file, text)
                .fold(catalogue -> billing.publishCatalogue().publish(catalogue), errors -> {
                    errors.forEach(
                            System.err::println); // llm-product.yaml:12:7: plans.team … what is wrong, what would be
                    // right
                    throw new IllegalArgumentException(file + " has " + errors.size() + " errors");
                });
        // end

        assertThat(outcome).isInstanceOf(PublishCatalogue.Outcome.Published.class);
    }

    @Test
    void anAccountIsOpened() {
        // snippet: open
        Account account = new Account(
                new AccountId("lindenhof"), // your own key
                new Party("Lindenhof GmbH", List.of("Lindenallee 3", "Berlin"), "DE000000000"),
                ZoneId.of("Europe/Berlin"), // where its days and months begin
                EUR, // what it is billed in
                List.of(new TaxRate("vat-de", "VAT", Fraction.of(19))),
                new TreeSet<>(List.of("api-key-17"))); // other names its usage arrives under
        OpenAccount.Outcome outcome = billing.openAccount().open(account);
        // end

        assertThat(outcome).isInstanceOf(OpenAccount.Outcome.Opened.class);
    }

    @Test
    void aSubscriptionIsStarted() {
        AccountId birch = new AccountId("birch");
        billing.openAccount().open(Account.named(birch, "Birch Ltd", ZoneId.of("Europe/Berlin"), EUR));

        // snippet: start
        Order order = new Order(
                new SubscriptionId("birch-main"), // chosen by you: a retry starts nothing twice
                birch,
                new PlanKey("team-eur"),
                1, // taken once; more multiplies fees and allowances
                now,
                Anchor.CALENDAR, // periods are calendar months; START: they begin where the subscription does
                false, // no trial
                List.of()); // no coupons
        StartSubscription.Outcome outcome = billing.startSubscription().start(order);
        // end

        assertThat(outcome).isInstanceOf(StartSubscription.Outcome.Started.class);
    }

    @Test
    void aPlanIsChanged() {
        // snippet: change
        Step upgrade = new Step.ToPlan(new PlanKey("scale"), 1, When.NOW);
        if (billing.changeSubscription().preview(shop.acmeMain, upgrade)
                instanceof SubscriptionPreview.Previewed preview) {
            System.out.println(preview.nextInvoice().total()); // show it before anybody agrees
        }
        String result = billing.changeSubscription()
                .change(shop.acmeMain, upgrade)
                .fold(changed -> "changed", refused -> "refused: " + refused);
        // end

        assertThat(result).isEqualTo("changed");
        SubscriptionChange cancelled =
                billing.changeSubscription().change(shop.acmeMain, new Step.Cancel(When.PERIOD_END, false));
        assertThat(cancelled).isInstanceOf(SubscriptionChange.Changed.class);
    }
}
