package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driven.UsageReports.Claim;
import dev.countinghouse.billing.ports.driven.UsageReports.Next;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.MirrorSubscriptions.Waiting;
import dev.countinghouse.billing.ports.standin.InvoiceStandIn;
import dev.countinghouse.billing.ports.standin.MeterStandIn;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the provider takes away, or ends, is invoiced with all that was used of it: he counts what he was told by then. */
public abstract class UsageBeforeChangeContract extends MirrorCase {

    private static final Instant APRIL = Instant.parse("2026-04-10T12:00:00Z");

    private int failures;

    @Override
    protected final Workbench over(Storage storage, SubscriptionGateway way) {
        return new Workbench(storage, clock, wiring -> wiring.worldClock(clock)
                .payments(bank())
                .dunning(SCHEDULE)
                .invoicedBy(new PriceStandIn(book))
                .tellUsageTo(new Faulty(new MeterStandIn(book, clock)))
                .mirrorTo(way));
    }

    @BeforeEach
    void subscribe() {
        failures = 0;
        subscribe("pro");
        mirror();
        clock.advance(Duration.ofDays(2));
    }

    /** Does not answer as often as is wanted. */
    private final class Faulty implements MeterGateway {

        private final MeterGateway provider;

        Faulty(MeterGateway provider) {
            this.provider = provider;
        }

        @Override
        public Answer tell(UsageReport report) {
            if (failures-- > 0) {
                throw new UnavailableException("no answer", new IllegalStateException("the test wants it so"));
            }
            return provider.tell(report);
        }

        @Override
        public Optional<BigInteger> total(AccountId account, String meter, Period window) {
            return provider.total(account, meter, window);
        }

        @Override
        public List<Complaint> complaints(Notice notice) {
            return provider.complaints(notice);
        }
    }

    private void use(int times, Instant at) {
        bench.record(IntStream.range(0, times)
                .mapToObj(i -> bench.submission(ACME, "call", at, Map.of()))
                .toList());
    }

    private void report() {
        engine.reportUsage().due(10).forEach(engine.reportUsage()::report);
    }

    /** Of the last invoice, once it is owed. */
    private List<String> lines(Instant at) {
        clock.set(at.plus(Duration.ofHours(1)));
        return new InvoiceStandIn(book, clock, URI.create("https://pay.example/invoices/"))
                .of(ACME, Instant.EPOCH, 1).get(0).lines().stream()
                        .map(line -> line.description() + " " + line.amount().toDecimal())
                        .toList();
    }

    private List<Integer> missing() {
        return engine.readUsageReports().tallies(ACME).stream()
                .map(MeterTally::missing)
                .map(BigInteger::intValueExact)
                .toList();
    }

    @Test
    void aChangeIsBroughtThereAfterWhatWasUsedBeforeIt() {
        use(15, clock.instant());
        clock.advance(Duration.ofSeconds(10));
        bench.change(toPlan("max", When.NOW));
        mirror();
        report();

        assertThat(items(there())).containsExactly("max:base 1");
        assertThat(lines(APRIL)).contains("Calls 1.50");
        assertThat(missing()).containsExactly(0);
    }

    @Test
    void whatWasToldInTheMinuteOfAChangeCounts() {
        clock.advance(Duration.ofSeconds(5));
        use(15, clock.instant());
        report();
        clock.advance(Duration.ofSeconds(5));
        bench.change(toPlan("max", When.NOW));
        mirror();

        assertThat(lines(APRIL)).contains("Calls 1.50");
    }

    @Test
    void soIsAnEnd() {
        use(15, clock.instant());
        clock.advance(Duration.ofSeconds(10));
        bench.change(new Step.Cancel(When.NOW, false));
        mirror();

        assertThat(there().status()).isEqualTo(Status.CANCELED);
        assertThat(lines(clock.instant())).containsExactly("Calls 1.50");
    }

    @Test
    void soIsTheEndOfAnAddOn() {
        publish(SHOP.replace(
                "{base: {name: Extra, fee: 7.00}}",
                "{base: {name: Extra, fee: 7.00}, more: {name: More, meter: calls, per_unit: 0.20}}"));
        engine.provisionCatalogue().apply();
        addOn("extra");
        mirror();
        clock.advance(Duration.ofDays(1));
        use(15, clock.instant());
        clock.advance(Duration.ofSeconds(10));
        bench.change(new SubscriptionId("extra"), new Step.Cancel(When.NOW, false));
        mirror();

        assertThat(lines(APRIL)).contains("More 3.00", "Calls 1.50");
    }

    @Test
    void aReportThatIsNotAnsweredIsWaitedFor() {
        use(15, clock.instant());
        clock.advance(Duration.ofSeconds(10));
        bench.change(toPlan("max", When.NOW));
        failures = 1;
        assertThatThrownBy(this::mirror).isInstanceOf(UnavailableException.class);
        assertThat(items(there())).containsExactly("pro:base 1", "pro:calls");

        clock.advance(Duration.ofMinutes(1));
        mirror();
        assertThat(items(there())).containsExactly("max:base 1");
        assertThat(lines(APRIL)).contains("Calls 1.50");
    }

    @Test
    void soIsWhoeverIsTellingIt() {
        use(15, clock.instant());
        clock.advance(Duration.ofSeconds(10));
        Instant until = clock.instant().plusSeconds(1_200);
        Claim other = bench.storage
                .transactions()
                .inTransaction(
                        Scope.of(ACME), () -> bench.storage.usageReports().claim(ACME, clock.instant(), until))
                .orElseThrow();
        bench.change(toPlan("max", When.NOW));
        mirror();
        assertThat(waiting())
                .containsExactly(new Waiting(
                        ACME, clock.instant().plusSeconds(60), 1, "what was used before a change is told first"));

        bench.storage.transactions().inTransaction(Scope.of(ACME), () -> bench.storage
                .usageReports()
                .release(other, new Next(Optional.empty(), Optional.empty())));
        clock.advance(Duration.ofMinutes(1));
        mirror();
        assertThat(waiting()).isEmpty();
        assertThat(lines(APRIL)).contains("Calls 1.50");
    }

    @Test
    void nothingIsHeldUpForEver() {
        use(15, clock.instant());
        clock.advance(Duration.ofSeconds(10));
        bench.change(new Step.Cancel(When.NOW, false));
        failures = 99;
        for (int minutes : new int[] {1, 2, 4, 3}) {
            assertThatThrownBy(this::mirror).isInstanceOf(UnavailableException.class);
            assertThat(there().status()).isEqualTo(Status.ACTIVE);
            clock.advance(Duration.ofMinutes(minutes));
        }
        mirror();
        assertThat(there().status()).isEqualTo(Status.CANCELED);

        failures = 0;
        clock.advance(Duration.ofHours(1));
        report();
        report();
        assertThat(missing()).as("seen, and not told in vain").containsExactly(15);
    }

    @Test
    void whatIsFoundLaterIsWaitedForAnew() {
        FailingStorage once = new FailingStorage(bench.storage, 1, FailingStorage.Moment.BEFORE);
        engine = over(bench.storage, once.failing(SubscriptionGateway.class, provider)).engine;
        Instant used = clock.instant();
        use(15, used);
        clock.advance(Duration.ofSeconds(10));
        bench.change(new Step.Cancel(When.NOW, false));
        once.arm();
        for (String failure : new String[] {"no answer", "put failed", "no answer"}) {
            failures = failure.equals("no answer") ? 1 : 0;
            assertThatThrownBy(this::mirror).hasMessage(failure);
            clock.advance(Duration.ofMinutes(15));
            use(1, used);
        }
        mirror();
        assertThat(there().status()).isEqualTo(Status.CANCELED);
        assertThat(lines(clock.instant())).contains("Calls 1.80");
    }

    /** Somebody is always telling it, and something is always heard of the account. */
    @Test
    void whoIsLookedAtInAHurryDoesNotBeginToWaitAnew() {
        use(15, clock.instant());
        clock.advance(Duration.ofSeconds(10));
        bench.storage.transactions().inTransaction(Scope.of(ACME), () -> bench.storage
                .usageReports()
                .claim(ACME, clock.instant(), clock.instant().plusSeconds(1_200)));
        bench.change(new Step.Cancel(When.NOW, false));
        mirror();
        for (int minute = 1; minute < 10; minute++) {
            assertThat(there().status()).as("in minute " + minute).isEqualTo(Status.ACTIVE);
            clock.advance(Duration.ofMinutes(1));
            bench.storage.transactions().inTransaction(Scope.of(ACME), () -> {
                bench.storage.mirrors().look(ACME);
                return true;
            });
            mirror();
        }
        clock.advance(Duration.ofMinutes(1));
        mirror();
        assertThat(there().status()).isEqualTo(Status.CANCELED);
    }

    @Test
    void whatIsFoundAfterAChangeIsMissingUntilItIsPricedAgain() {
        use(15, clock.instant());
        clock.advance(Duration.ofSeconds(90));
        Instant before = clock.instant().minusSeconds(30);
        bench.change(toPlan("max", When.NOW));
        mirror();
        clock.advance(Duration.ofMinutes(5));
        use(2, before);
        report();
        assertThat(missing()).containsExactly(2);

        clock.advance(Duration.ofDays(1));
        bench.change(toPlan("pro", When.NOW));
        mirror();
        report();
        assertThat(missing()).containsExactly(0);
        assertThat(lines(APRIL)).contains("Calls 1.50", "Calls 0.20");
    }
}
