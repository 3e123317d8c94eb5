package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.AdvanceClock.Position;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions.Standing;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes while clocks are moved, on any storage. */
public abstract class AdvanceClockContract {

    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Instant YEAR_LATER = Instant.parse("2027-01-31T10:00:00Z");

    private static final Catalogue CATALOGUE = Workbench.catalogue(
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: used, aggregation: sum, property: tokens, late: reopen, grace: 2d}
            plans:
              basic:
                every: month
                phases: [{key: trial, trial: true, for: 14 days}]
                charges:
                  base: {name: Base, fee: 10.00}
                  tokens: {meter: tokens, name: Tokens, per_unit: 0.01}
            """);

    private Workbench bench;

    protected abstract Storage emptyStorage();

    @BeforeEach
    void open() {
        bench = new Workbench(emptyStorage(), new HandClock(START));
        bench.engine.publishCatalogue().publish(CATALOGUE);
        bench.open(ACME).open(GLOBEX);
    }

    private Position advance(AccountId account, String to) {
        return bench.engine.advanceClock().advance(account, Instant.parse(to), 100);
    }

    @Test
    void aYearOfOneAccountPassesWithEachInvoiceAtItsOwnInstant() {
        bench.subscribe(ACME, "basic");
        bench.subscribe(GLOBEX, "basic");

        Position position = bench.engine.advanceClock().advance(ACME, YEAR_LATER, 100);

        assertThat(position).isEqualTo(new Position(YEAR_LATER, true));
        assertThat(bench.invoices(ACME))
                .extracting(invoice -> invoice.issuedAt().toString())
                .startsWith("2026-01-31T10:00:00Z", "2026-02-28T10:00:00Z", "2026-03-31T10:00:00Z")
                .endsWith("2026-12-31T10:00:00Z", "2027-01-31T10:00:00Z")
                .hasSize(13);
        assertThat(bench.engine.readTime().now(ACME)).isEqualTo(YEAR_LATER);
        assertThat(bench.engine.readTime().now(GLOBEX)).isEqualTo(START);
        assertThat(bench.engine.readTime().now()).isEqualTo(START);
        assertThat(bench.invoices(GLOBEX)).hasSize(1);
        assertThat(bench.engine.closePeriods().due(9)).isEmpty();
    }

    @Test
    void aTrialEndsWhenItEndsAndUsageIsAcceptedAroundTheAccountsOwnTime() {
        advance(ACME, "2020-05-01T00:00:00Z");
        bench.subscribe(new StartSubscription.Order(
                MAIN,
                ACME,
                bench.order(MAIN, ACME, "basic", 1).plan(),
                1,
                Instant.parse("2020-05-01T00:00:00Z"),
                Lifecycle.Anchor.START,
                true,
                List.of()));
        assertThat(state()).isEqualTo("trialing");

        advance(ACME, "2020-05-15T00:00:00Z");
        assertThat(state()).isEqualTo("active");
        assertThat(Workbench.totals(bench.invoices(ACME))).containsExactly("10.00");

        assertThat(use("2020-05-14T23:00:00Z")).isInstanceOf(RecordUsage.Outcome.Accepted.class);
        assertThat(use("2026-01-31T10:00:00Z"))
                .isEqualTo(new RecordUsage.Outcome.Rejected(
                        "time",
                        "2026-01-31T10:00:00Z is outside the accepted window from 2020-04-10T00:00:00Z"
                                + " to 2020-05-15T00:05:00Z"));
    }

    private String state() {
        Standing standing = bench.engine.readSubscriptions().find(MAIN).orElseThrow();
        return standing.subscription().state(standing.asOf()).name();
    }

    private RecordUsage.Outcome use(String time) {
        return bench.engine
                .recordUsage()
                .record(List.of(bench.submission(ACME, "used", Instant.parse(time), Map.of("tokens", 100))))
                .get(0);
    }

    @Test
    void whatIsReopenedIsSettledWhenItsGraceIsOver() {
        bench.subscribe(ACME, "basic");
        advance(ACME, "2026-02-28T11:00:00Z");
        use("2026-02-28T09:00:00Z");

        advance(ACME, "2026-03-20T00:00:00Z");

        IssuedInvoice settled = bench.invoices(ACME).get(2);
        assertThat(settled.issuedAt()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(settled.content().total()).hasToString("1.00 USD");
    }

    @Test
    void theInstanceMovesAllThatHaveNoClockOfTheirOwnInOrder() {
        bench.subscribe(ACME, "basic");
        bench.on("2026-02-01T00:00:00Z").subscribe(GLOBEX, "basic");
        AccountId apart = new AccountId("apart");
        bench.open(apart).subscribe(apart, "basic");
        advance(apart, "2026-02-01T12:00:00Z");

        Position position = bench.engine.advanceClock().advance(Instant.parse("2026-04-15T00:00:00Z"), 100);

        assertThat(position).isEqualTo(new Position(Instant.parse("2026-04-15T00:00:00Z"), true));
        assertThat(Stream.concat(bench.invoices(ACME).stream(), bench.invoices(GLOBEX).stream())
                        .sorted((one, other) -> one.number().compareTo(other.number())))
                .extracting(invoice -> invoice.issuedAt().toString())
                .containsExactly(
                        "2026-01-31T10:00:00Z",
                        "2026-02-01T00:00:00Z",
                        "2026-02-28T10:00:00Z",
                        "2026-03-01T00:00:00Z",
                        "2026-03-31T10:00:00Z",
                        "2026-04-01T00:00:00Z");
        assertThat(bench.engine.readTime().now(apart)).isEqualTo("2026-02-01T12:00:00Z");
        assertThat(bench.invoices(apart)).hasSize(1);
    }

    @Test
    void itStopsAsOftenAsItMayAndGoesOnWhenCalledAgain() {
        bench.subscribe(ACME, "basic");

        assertThat(bench.engine.advanceClock().advance(ACME, YEAR_LATER, 2))
                .isEqualTo(new Position(Instant.parse("2026-03-02T10:00:00Z"), false));
        assertThat(bench.engine.advanceClock().advance(ACME, YEAR_LATER, 100))
                .isEqualTo(new Position(YEAR_LATER, true));
        assertThat(bench.invoices(ACME)).hasSize(13);
    }

    @Test
    void timeGoesForward() {
        bench.subscribe(ACME, "basic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> advance(ACME, "2026-01-31T09:59:59Z"))
                .withMessageContaining("2026-01-31T09:59:59Z")
                .withMessageContaining("2026-01-31T10:00:00Z");
        advance(ACME, "2026-02-02T00:00:00Z");
        assertThatIllegalArgumentException().isThrownBy(() -> advance(ACME, "2026-02-01T00:00:00Z"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.engine.advanceClock().advance(START.minusSeconds(1), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.engine.advanceClock().advance(START, 0))
                .withMessageContaining("0");
        assertThatThrownBy(() -> advance(new AccountId("nobody"), "2026-02-01T00:00:00Z"))
                .isInstanceOf(UnknownException.class);
    }

    @Test
    void whatIsPlannedForTheEndOfThePeriodHappensThen() {
        bench.subscribe(ACME, "basic");
        bench.change(new Step.Cancel(When.PERIOD_END, false));

        advance(ACME, "2026-02-28T09:59:59Z");
        assertThat(state()).isEqualTo("active");
        advance(ACME, "2026-02-28T10:00:00Z");
        assertThat(state()).isEqualTo("canceled");
        advance(ACME, "2027-02-28T10:00:00Z");
        assertThat(bench.invoices(ACME)).hasSize(1);
    }
}
