package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Entitlement;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Order;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Step;
import dev.countinghouse.billing.ports.driving.EvaluateQuota.Answer;
import dev.countinghouse.billing.ports.driving.ExplainMargin;
import dev.countinghouse.billing.ports.driving.ExplainQuota;
import dev.countinghouse.billing.ports.driving.ReadUsage;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.Outcome.Understood;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Snippets of docs/embedding.md: usage in, and what is known from it at once. */
class UsageSnippetsTest {

    private final Shop shop = new Shop();
    private final BillingEngine billing = shop.billing;
    private final AccountId acme = shop.acme;
    private final Instant now = shop.now();
    private final Period march = new Period(shop.start, Instant.parse("2026-04-01T00:00:00Z"));

    @Test
    void usageIsRecorded() {
        // snippet: record
        Submission event = new Submission(
                new EventKey("storage-scanner", "search/2026-03-01T01"), // source and id: unique per account
                "storage.level",
                "acme", // an account's id or one of its subjects
                now,
                EventData.of(Map.of("project", Value.of("search"), "gb", Value.of(40))));
        for (RecordUsage.Outcome outcome : billing.recordUsage().record(List.of(event))) {
            if (outcome instanceof RecordUsage.Outcome.Rejected rejected) {
                System.err.println(rejected.field() + ": " + rejected.reason());
            }
        }
        // end

        assertThat(billing.recordUsage().record(List.of(event))).containsExactly(new RecordUsage.Outcome.Duplicate());
    }

    @Test
    void whatWasRecordedWronglyIsCorrected() {
        EventKey key = new EventKey("storage-scanner", "wrong");
        billing.recordUsage()
                .record(List.of(
                        new Submission(key, "storage.level", "acme", now, EventData.of(Map.of("gb", Value.of(40))))));

        // snippet: correct
        Order order = new Order(
                acme,
                List.of(new Step.Void(key), new Step.Void(new EventKey("storage-scanner", "unknown"))),
                "ann@example.com", // who wants it, for the record
                "the scanner counted a deleted disk");
        for (CorrectUsage.Outcome outcome : billing.correctUsage().correct(order)) {
            System.out.println(outcome); // Corrected, then Unknown: one that is rejected holds back no other
        }
        // end

        assertThat(billing.correctUsage().correct(order))
                .containsExactly(new CorrectUsage.Outcome.Unchanged(), new CorrectUsage.Outcome.Unknown());
        assertThat(billing.readCorrections().read(acme, Optional.of(key), 0, 10))
                .hasSize(1);
    }

    @Test
    void lostUsageIsBackfilled() {
        shop.clock.moveTo(shop.start.plusSeconds(7_200));
        List<Submission> events = List.of(new Submission(
                new EventKey("queue", "1"),
                "storage.level",
                "acme",
                shop.start.plusSeconds(60),
                EventData.of(Map.of("gb", Value.of(40)))));

        // snippet: backfill
        BackfillId id = new BackfillId("lost-queue"); // yours: every step may be repeated
        Period window = new Period(shop.start, shop.start.plusSeconds(3_600));
        billing.backfillUsage().open(acme, id, window, "ann@example.com", "a queue was lost");
        billing.backfillUsage().load(acme, id, events); // in any number of calls; counts nowhere yet
        billing.backfillUsage().apply(acme, id, "ann@example.com", "compared with the provider");
        // end

        assertThat(billing.recordUsage().record(events)).containsExactly(new RecordUsage.Outcome.Duplicate());
    }

    @Test
    void aProviderResponseIsRecorded() {
        String body =
                """
                {"model": "gpt-4o-mini-2024-07-18", "usage": {"prompt_tokens": 1200, "completion_tokens": 340}}""";

        // snippet: responses
        ProviderResponse response = new ProviderResponse(
                new EventKey("gateway", "chatcmpl-123"),
                "acme",
                now,
                "openai",
                "chat", // or "" to find out from the body
                body, // as the provider sent it
                new TreeMap<>(Map.of("project", "search", "user", "ann")));
        RecordProviderResponses.Outcome outcome =
                billing.recordProviderResponses().record(List.of(response)).get(0);
        if (outcome instanceof Understood understood) {
            System.out.println(understood.model() + " " + understood.usage().counts());
        }
        // end

        assertThat(outcome).isInstanceOf(Understood.class);
    }

    @Test
    void usageIsRead() {
        shop.use("one", 1_200);
        shop.clock.moveTo(now.plusSeconds(60));

        // snippet: usage
        ReadUsage.Query query = new ReadUsage.Query(
                acme,
                new MeterKey("input_tokens"),
                Filter.where("project", "search"),
                List.of("model"),
                march,
                Optional.of(ReadUsage.Every.parse("day"))); // or empty: one window
        List<ReadUsage.Window> days = billing.readUsage().read(query);

        List<RatedLine> sofar = billing.readUsage().live(acme, shop.now()); // priced, as the invoice will
        // end

        assertThat(days).hasSize(31);
        assertThat(days.get(0).quantities())
                .containsExactly(Map.entry(new Group(List.of("gpt-4o-mini-2024-07-18")), Fraction.of(1_200)));
        assertThat(sofar).hasSize(2);
    }

    @Test
    void aQuotaIsEvaluated() {
        shop.occupySeats(5);

        // snippet: quota
        Answer answer = billing.evaluateQuota().evaluate(acme, new MeterKey("seats"), Fraction.ONE);
        if (answer.verdict() instanceof Verdict.Refused refused) {
            System.out.printf(
                    "%s: %s of %s used, resets %s, upgrade to %s%n",
                    refused.reason(), answer.used(), answer.limit(), answer.resetsAt(), answer.upgrades());
        }
        // end

        assertThat(answer.verdict()).isEqualTo(new Verdict.Refused(Verdict.Reason.HARD_CAP));

        // snippet: explain-quota
        ExplainQuota.Explanation why =
                billing.explainQuota().explain(acme, new MeterKey("seats"), Optional.empty(), 100);
        ExplainQuota.Basis basis = why.basis().orElseThrow(); // empty where nothing is counted
        basis.included().forEach(source -> System.out.println(source.plan() + " includes " + source.total()));
        basis.segments().forEach(part -> System.out.println(part.plan() + " used " + part.used()));
        // end

        assertThat(basis.included()).hasSize(1);
    }

    @Test
    void entitlementsAreRead() {
        // snippet: entitlements
        SortedMap<FeatureKey, Entitlement> features = billing.readEntitlements().entitlements(acme);
        boolean auditLog = features.get(new FeatureKey("audit_log")) instanceof Entitlement.Switch on && on.enabled();
        // end

        assertThat(auditLog).isFalse();
        assertThat(features).hasSize(2);
    }

    @Test
    void costAndMarginAreRead() {
        shop.use("one", 4_000_000);
        shop.clock.moveTo(now.plusSeconds(60));

        // snippet: margin
        SortedMap<Group, CostSum> cost = billing.readCost().cost(acme, march, List.of("project", "model"));

        SortedMap<Group, Margin> margins = billing.readMargin()
                .margin(acme, shop.now(), List.of("project"))
                .orElseThrow();
        margins.forEach((project, margin) -> System.out.println(project + ": " + margin.gross()));
        // end

        assertThat(cost.get(new Group(List.of("search", "gpt-4o-mini-2024-07-18")))
                        .input())
                .hasToString("0.6 USD");
        assertThat(margins).containsOnlyKeys(new Group(List.of("search")));

        // snippet: explain-margin
        ExplainMargin.Explanation why = billing.explainMargin()
                .explain(acme, shop.now(), List.of("project"), new Group(List.of("search")), Optional.empty(), 100)
                .orElseThrow();
        why.revenue()
                .forEach(share -> System.out.printf(
                        "%s: %s of %s, for %s of %s%n",
                        share.line().description(), share.part(), share.whole(), share.weight(), share.weights()));
        why.events().forEach(event -> System.out.println(event.event().key() + ": " + event.steps()));
        // end

        assertThat(why.events()).hasSize(1);
    }
}
