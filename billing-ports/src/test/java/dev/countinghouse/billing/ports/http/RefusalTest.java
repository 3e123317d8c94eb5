package dev.countinghouse.billing.ports.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.quota.Verdict.Reason;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A decision as it is told over HTTP. */
class RefusalTest {

    private static final AccountId ACME = new AccountId("acme");
    private static final Instant NOW = Instant.parse("2026-03-31T23:58:29.500Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

    private static Standing standing(String bound, Bound.Kind kind, Limit limit, String used, Verdict verdict) {
        Limit remaining = limit instanceof Limit.Units units
                ? new Limit.Units(units.quantity().minus(Fraction.parse(used)))
                : limit;
        return new Standing(
                new BoundKey(bound),
                kind,
                limit,
                Fraction.parse(used),
                Fraction.of(2),
                remaining,
                kind == Bound.Kind.ALLOWANCE ? Optional.of(APRIL) : Optional.empty(),
                verdict);
    }

    private static Decision refused(Reason reason, Optional<Instant> retryAt, Standing... standings) {
        return new Decision(new Verdict.Refused(reason), List.of(standings), Optional.empty(), retryAt, List.of());
    }

    @Test
    void itSaysWhyWhatIsLeftWhenItComesBackAndWhatWouldHelp() {
        Decision decision = new Decision(
                new Verdict.Refused(Reason.HARD_CAP),
                List.of(
                        standing("meter/lines", Bound.Kind.ALLOWANCE, new Limit.Unlimited(), "7", new Verdict.Within()),
                        standing(
                                "meter/reports",
                                Bound.Kind.ALLOWANCE,
                                Limit.of(10),
                                "8.5",
                                new Verdict.Refused(Reason.HARD_CAP))),
                Optional.of(new Amount(Fraction.of(1, 3), Currency.getInstance("USD"))),
                Optional.of(APRIL),
                List.of(new PlanKey("pro"), new PlanKey("max")));
        Refusal refusal = Refusal.of(ACME, decision, NOW);

        assertThat(refusal.status()).isEqualTo(402);
        assertThat(refusal.headers())
                .isEqualTo(Map.of(
                        "RateLimit-Policy", "\"meter/reports\";q=10",
                        "RateLimit", "\"meter/reports\";r=1;t=91",
                        "Retry-After", "91"));
        assertThat(refusal.with("buy", "https://shop.example/plans").json())
                .isEqualTo("{\"type\":\"urn:countinghouse:problem:quota-exceeded\","
                        + "\"title\":\"The plan's limit is reached\",\"status\":402,"
                        + "\"detail\":\"account 'acme' has used 8.5 of 10 of meter/reports, and this call wants 2\","
                        + "\"reason\":\"hard_cap\",\"limits\":["
                        + "{\"name\":\"meter/lines\",\"kind\":\"allowance\",\"verdict\":\"within\",\"used\":\"7\","
                        + "\"wanted\":\"2\",\"resetsAt\":\"2026-04-01T00:00:00Z\"},"
                        + "{\"name\":\"meter/reports\",\"kind\":\"allowance\",\"verdict\":\"refused\","
                        + "\"reason\":\"hard_cap\",\"limit\":\"10\",\"used\":\"8.5\",\"wanted\":\"2\","
                        + "\"remaining\":\"1.5\",\"resetsAt\":\"2026-04-01T00:00:00Z\"}],"
                        + "\"price\":{\"amount\":\"0.333333333333\",\"currency\":\"USD\"},"
                        + "\"retryAt\":\"2026-04-01T00:00:00Z\",\"upgrades\":[\"pro\",\"max\"],"
                        + "\"buy\":\"https://shop.example/plans\"}");
    }

    @Test
    void whereCreditsAreMissingItSaysHowMany() {
        Refusal refusal = Refusal.of(
                ACME,
                refused(
                        Reason.INSUFFICIENT_CREDITS,
                        Optional.empty(),
                        standing(
                                "credits/USD",
                                Bound.Kind.CREDITS,
                                new Limit.Units(Fraction.parse("1.50")),
                                "0",
                                new Verdict.Refused(Reason.INSUFFICIENT_CREDITS))),
                NOW);

        assertThat(refusal.kind()).isEqualTo(RefusalKind.INSUFFICIENT_CREDITS);
        assertThat(refusal.detail()).isEqualTo("account 'acme' has 1.5 USD for this, and 2 USD are wanted");
        assertThat(refusal.members())
                .containsEntry("wanted", Map.of("amount", "2", "unit", "USD"))
                .containsEntry("available", Map.of("amount", "1.5", "unit", "USD"));
        assertThat(refusal.headers()).doesNotContainKey("Retry-After");
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, 429, 1",
        "TOO_MANY_AT_ONCE, 429, 1",
        "UNAVAILABLE, 503, 1",
        "BUDGET_EXHAUSTED, 402, ",
        "LIMIT_REACHED, 402, ",
        "NOT_INCLUDED, 402, "
    })
    void whereWaitingHelpsItSaysSo(Reason reason, int status, String retryAfter) {
        Refusal refusal = Refusal.of(ACME, refused(reason, Optional.empty()), NOW);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.headers().get("Retry-After")).isEqualTo(retryAfter);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsASentence(Reason reason) {
        Refusal refusal = Refusal.of(ACME, refused(reason, Optional.empty()), NOW);
        assertThat(refusal.detail()).matches("account 'acme' [a-z].*[a-z]");
        assertThat(refusal.json()).contains("\"reason\":\"" + reason.name().toLowerCase(java.util.Locale.ROOT) + "\"");
    }

    /** Of a limit for each value of a dimension, the value is in the body alone; ten limits at most are in headers. */
    @Test
    void headersAreShortAndRefusingLimitsAreTheirFirst() {
        Standing[] many = IntStream.range(0, 12)
                .mapToObj(each -> standing(
                        "limit/l" + each + "/ann",
                        Bound.Kind.RATE,
                        Limit.of(5),
                        "4",
                        each == 11 ? new Verdict.Refused(Reason.RATE_LIMITED) : new Verdict.Within()))
                .toArray(Standing[]::new);
        Map<String, String> headers = LimitHeaders.of(refused(Reason.RATE_LIMITED, Optional.of(APRIL), many), NOW);
        assertThat(headers.get("RateLimit").split(", "))
                .hasSize(10)
                .startsWith("\"limit/l11\";r=1", "\"limit/l0\";r=1");
        assertThat(headers).containsEntry("Retry-After", "91");
    }
}
