package dev.countinghouse.example;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A running engine for the snippets of the manual: one customer, Acme, on the plan "team" since 1 March 2026. */
final class Shop {

    static final Currency USD = Currency.getInstance("USD");

    final Instant start = Instant.parse("2026-03-01T00:00:00Z");
    final InMemoryTestClock clock = new InMemoryTestClock(start);
    final BillingEngine billing =
            BillingEngine.builder().inMemory().testClock(clock).build();
    final AccountId acme = new AccountId("acme");
    final SubscriptionId acmeMain = new SubscriptionId("acme-main");

    Shop() {
        String file = "llm-product.yaml";
        billing.publishCatalogue()
                .publish(CatalogueReader.read(file, Resource.text(file)).orThrow());
        billing.openAccount().open(Account.named(acme, "Acme Inc.", ZoneOffset.UTC, USD));
        billing.startSubscription().start(Order.of(acmeMain, acme, new PlanKey("team"), start));
        clock.moveTo(start.plusSeconds(3_600));
    }

    Instant now() {
        return clock.instant();
    }

    /** A response of a model with a price and an allowance of 2,000,000 input tokens. */
    void use(String id, long inputTokens) {
        billing.recordProviderResponses()
                .record(List.of(new ProviderResponse(
                        new EventKey("shop", id),
                        "acme",
                        now(),
                        "openai",
                        "chat",
                        "{\"model\": \"gpt-4o-mini-2024-07-18\", \"usage\": {\"prompt_tokens\": %d, \"completion_tokens\": 5}}"
                                .formatted(inputTokens),
                        new TreeMap<>(Map.of("project", "search")))));
    }

    void occupySeats(int seats) {
        billing.recordUsage()
                .record(List.of(new Submission(
                        new EventKey("shop", "seats-" + now()),
                        "seats.level",
                        "acme",
                        now(),
                        EventData.of(Map.of("seats", Value.of(seats))))));
    }
}
