package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.EvaluateQuota.Answer;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** B3 and B4: what the plans allow, soft caps with 24 hours of grace, hard caps, overage. */
class B3CapsTest {

    private final Workbench bench = Workbench.at("2026-03-01T00:00:00Z", ExampleCatalogue.BILLING_STACK.catalogue());

    private void on(String plan) {
        bench.open(ACME).subscribe(ACME, plan);
        bench.on("2026-03-05T12:00:00Z");
    }

    @Test
    void theFreePlanIsRefused24HoursAfterItsSoftCap() {
        on("free");
        bench.use(ACME, "llm.tokens", Map.of("tokens", 9_999));
        assertThat(verdict("llm_tokens", 1)).isEqualTo(new Verdict.Within());
        assertThat(verdict("llm_tokens", 2)).isEqualTo(new Verdict.Grace(Instant.parse("2026-03-06T12:00:00Z")));

        bench.use(ACME, "llm.tokens", Map.of("tokens", 1));
        bench.on("2026-03-06T11:59:59Z");
        assertThat(verdict("llm_tokens", 1)).isEqualTo(new Verdict.Grace(Instant.parse("2026-03-06T12:00:00Z")));

        bench.on("2026-03-06T12:00:00Z");
        assertThat(verdict("llm_tokens", 1)).isEqualTo(new Verdict.Refused(Verdict.Reason.GRACE_OVER));
    }

    @Test
    void theRefusalSaysWhatRemainsWhenItResetsAndHowToUpgrade() {
        on("free");
        bench.count(ACME, "agent.execution", 120);
        bench.on("2026-03-07T12:00:00Z");

        Answer answer = bench.quota(ACME, "agent_executions", 1);
        assertThat(answer.verdict().admits()).isFalse();
        assertThat(answer.used()).isEqualTo(Fraction.of(120));
        assertThat(answer.limit()).isEqualTo(Limit.of(100));
        assertThat(answer.remaining()).isEqualTo(Limit.of(0));
        assertThat(answer.percent()).isEqualTo(Fraction.of(120));
        assertThat(answer.thresholds()).containsExactly(Fraction.of(80), Fraction.of(100), Fraction.of(120));
        assertThat(answer.resetsAt()).contains(Instant.parse("2026-04-01T00:00:00Z"));
        assertThat(answer.upgrades()).containsExactly(new PlanKey("standard"), new PlanKey("enterprise"));
    }

    @Test
    void theNextMonthBeginsAnew() {
        on("free");
        bench.use(ACME, "llm.tokens", Map.of("tokens", 10_000));
        bench.on("2026-04-01T00:00:00Z");

        assertThat(verdict("llm_tokens", 10_000)).isEqualTo(new Verdict.Within());
    }

    @Test
    void hardCapsRefuseAtOnce() {
        on("free");
        bench.use(ACME, "storage.level", Map.of("gb", 1));
        bench.use(ACME, "seats.level", Map.of("seats", 2));

        assertThat(verdict("storage_gb", 0)).isEqualTo(new Verdict.Within());
        assertThat(verdict("storage_gb", 1)).isEqualTo(new Verdict.Refused(Verdict.Reason.HARD_CAP));
        assertThat(verdict("user_seats", 1)).isEqualTo(new Verdict.Within());
        assertThat(verdict("user_seats", 2)).isEqualTo(new Verdict.Refused(Verdict.Reason.HARD_CAP));
    }

    @Test
    void theFreePlanIsNeverChargedForWhatItUsesInGrace() {
        on("free");
        bench.use(ACME, "llm.tokens", Map.of("tokens", 50_000));
        bench.on("2026-04-01T00:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsOnly("0.00");
    }

    @Test
    void paidPlansAdmitOverageAndSayItsPrice() {
        on("standard");
        bench.count(ACME, "agent.execution", 5_000);

        Answer answer = bench.quota(ACME, "agent_executions", 3);
        assertThat(answer.verdict()).isEqualTo(new Verdict.Overage());
        assertThat(answer.price().orElseThrow().settle().toDecimal()).isEqualTo("0.30");
    }

    @Test
    void overageIsRefusedWhereTheCustomerWantsItSo() {
        on("standard");
        bench.change(MAIN, new Step.CapOverage(new TreeSet<>(List.of(new MeterKey("agent_executions")))));
        bench.count(ACME, "agent.execution", 5_000);
        bench.count(ACME, "api.call", 100_000);

        assertThat(verdict("agent_executions", 1)).isEqualTo(new Verdict.Refused(Verdict.Reason.HARD_CAP));
        assertThat(verdict("api_calls", 1)).isEqualTo(new Verdict.Overage());
    }

    @Test
    void enterpriseSeatsHaveNoLimit() {
        on("enterprise");
        bench.use(ACME, "seats.level", Map.of("seats", 1_000_000));

        Answer answer = bench.quota(ACME, "user_seats", 1_000_000);
        assertThat(answer.verdict()).isEqualTo(new Verdict.Within());
        assertThat(answer.remaining()).isEqualTo(new Limit.Unlimited());
    }

    private Verdict verdict(String meter, long requested) {
        return bench.quota(ACME, meter, requested).verdict();
    }
}
