package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.EvaluateQuota;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first program of the README; {@link DocsTest} checks that it stands there as it stands here. */
class ReadmeSnippetTest {

    @Test
    void theFirstProgramBillsWhatItSays() {
        // snippet: first-program
        BillingEngine billing = BillingEngine.builder().inMemory().build();
        billing.publishCatalogue().publish(ExampleCatalogue.BILLING_STACK.catalogue());

        AccountId acme = new AccountId("acme");
        ZoneId zone = ZoneId.of("America/New_York");
        Instant now = Instant.now();
        billing.openAccount().open(Account.named(acme, "Acme Inc.", zone, Currency.getInstance("USD")));
        billing.startSubscription()
                .start(Order.of(new SubscriptionId("acme-main"), acme, new PlanKey("standard"), now));

        // a CloudEvent: source and id make it unique, so sending it again counts nothing
        EventKey key = new EventKey("my-service", "call-4711");
        EventData data = EventData.of(Map.of("model", Value.of("gpt-4o"), "tokens", Value.of(1_250_000)));
        billing.recordUsage().record(List.of(new Submission(key, "llm.tokens", "acme", now, data)));

        // may 1,000 more tokens be used? the plan includes 1,000,000 and charges what goes beyond
        EvaluateQuota.Answer answer =
                billing.evaluateQuota().evaluate(acme, new MeterKey("llm_tokens"), Fraction.of(1_000));
        System.out.println(answer.verdict().name()); // overage

        DraftInvoice next =
                billing.previewInvoice().preview(acme, now.plusSeconds(1)).orElseThrow();
        System.out.println(next.total()); // 101.50 USD: the next month's 99.00 and 250,000 tokens at 0.01 per 1,000
        // end

        assertThat(answer.verdict()).isInstanceOf(Verdict.Overage.class);
        assertThat(next.total()).hasToString("101.50 USD");
    }
}
