package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ACME;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.at;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.day;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.period;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.provider.PriceScheme;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the stand-in invoices for fees, usage and changes, to the cent, whatever book it is written down in. */
public abstract class InvoicedChangesContract extends InvoicedCase {

    @Test
    void feesAreChargedAheadAndUsageBehind() {
        put(at("2026-03-01", pro, calls));
        ProviderInvoice first = last();
        assertThat(first.status()).isEqualTo(Status.PAID);
        assertThat(lines(first)).containsExactly("Pro 31.00");
        assertThat(first.lines().get(0).period()).isEqualTo(period("2026-03-01", "2026-04-01"));
        assertThat(first.number().orElseThrow()).matches("IN-[0-9A-F]{8}-0001");
        assertThat(first.dates().closedAt()).contains(day("2026-03-01"));

        clock.moveTo(day("2026-03-10"));
        use(1_200, day("2026-03-09"));
        use(300, day("2026-03-10"));
        clock.moveTo(day("2026-04-01"));
        assertThat(last().status()).isEqualTo(Status.DRAFT);
        assertThat(lines(last())).as("1,000 × 0.02 + 500 × 0.01 + 5.00").containsExactly("Calls 30.00", "Pro 31.00");
        assertThat(last().lines().get(0).quantity()).contains(new BigDecimal(1_500));
        assertThat(last().lines().get(0).price()).contains(calls.price());

        clock.moveTo(time("2026-04-01T01:00:00"));
        assertThat(last().status()).isEqualTo(Status.PAID);
        assertThat(total(last())).isEqualTo("61.00");
        assertThat(last().dates().finalizedAt()).contains(time("2026-04-01T01:00:00"));
        assertThat(last().number().orElseThrow()).endsWith("-0002");
        assertThat(invoices()).hasSize(2);
    }

    /** 14 of the 28 days of the period that would have ended with the change. */
    @Test
    void whatIsHeardOfAfterAChangeThatBeganAPeriodIsChargedFromItsStart() {
        WantedSubscription it = at("2026-03-21", max).since("2026-03-15", true).wanted();
        clock.moveTo(it.asOf());
        put(new WantedSubscription(
                it.id(),
                it.account(),
                it.start(),
                it.trialEnd(),
                day("2026-04-15"),
                it.every(),
                it.current(),
                it.next(),
                it.end(),
                it.paused(),
                it.coupons(),
                it.asOf()));

        assertThat(lines(last())).containsExactly("Max 31.00", "Max 62.00");
        assertThat(last().lines().get(0).period()).isEqualTo(period("2026-03-01", "2026-03-15"));
    }

    @Test
    void usageThatIsToldWhileThereIsADraftIsOnIt() {
        put(at("2026-03-01", pro, calls));
        use(100, day("2026-03-01"));
        clock.moveTo(time("2026-04-01T00:59:59"));
        use(50, time("2026-03-31T23:59:00"));
        assertThat(lines(last())).containsExactly("Calls 3.00", "Pro 31.00");

        clock.moveTo(time("2026-04-01T01:00:00"));
        use(1_000, time("2026-03-31T23:59:00"));
        use(7, time("2026-04-01T00:00:00"));
        assertThat(lines(last())).containsExactly("Calls 3.00", "Pro 31.00");
        clock.moveTo(time("2026-05-01T02:00:00"));
        assertThat(lines(last())).as("nor on the next").containsExactly("Calls 0.14", "Pro 31.00");
    }

    @Test
    void whatComesAfterWhatIsDueIsNotOnItWhoeverLooksLater() {
        put(at("2026-03-01", pro, calls));
        clock.moveTo(time("2026-04-03T00:00:00"));
        use(100, time("2026-03-31T23:00:00"));
        assertThat(lines(last())).containsExactly("Calls 0.00", "Pro 31.00");
    }

    @Test
    void allSchemesAreReckonedAndRoundedOnTheLine() {
        PricedItem each = metered("each", new PriceScheme.EachUnit(new BigDecimal("0.35")));
        PricedItem started = metered("started", new PriceScheme.EachPackage(usd(300), 100, false));
        PricedItem full = metered("full", new PriceScheme.EachPackage(usd(300), 100, true));
        PricedItem volume = metered(
                "volume",
                new PriceScheme.Tiered(
                        true,
                        List.of(
                                new PriceScheme.Tier(OptionalLong.of(1_000), new BigDecimal("0.5"), usd(0)),
                                new PriceScheme.Tier(OptionalLong.empty(), new BigDecimal("0.25"), usd(100)))));
        put(at("2026-03-01", each, started, full, volume));
        assertThat(invoices()).as("nothing is charged ahead").isEmpty();
        List.of("each", "started", "full").forEach(key -> use("pro:" + key, 1_510, day("2026-03-01")));
        use("pro:volume", 1_001, day("2026-03-01"));
        clock.moveTo(day("2026-04-01"));

        assertThat(lines(last()))
                .as("528.5, 16 × 3, 15 × 3, 250.25 + 100 cents")
                .containsExactlyInAnyOrder("each 5.29", "started 48.00", "full 45.00", "volume 3.50");
        use("pro:volume", -1, time("2026-03-01T01:00:00"));
        assertThat(lines(last())).as("a bound is within").contains("volume 5.00");
        use("pro:each", -2_000, time("2026-03-01T01:00:00"));
        assertThat(lines(last())).as("below nothing is nothing").contains("each 0.00");
    }

    private PricedItem metered(String key, PriceScheme scheme) {
        return PricedItem.usage(price("pro", key, key, scheme));
    }

    @Test
    void aChangeWithinAPeriodIsProratedOnTheNextInvoice() {
        put(at("2026-03-01", pro));
        put(at("2026-03-12", max).since("2026-03-11", false));
        assertThat(invoices()).hasSize(1);

        clock.moveTo(time("2026-04-01T01:00:00"));
        assertThat(lines(last()))
                .as("21 of 31 days")
                .containsExactly(
                        "Unused time on Pro after 2026-03-11 -21.00",
                        "Remaining time on Max after 2026-03-11 42.00",
                        "Max 62.00");
        assertThat(last().lines()).extracting(Line::proration).containsExactly(true, true, false);
        assertThat(last().lines().get(0).period()).isEqualTo(period("2026-03-11", "2026-04-01"));
        assertThat(total(last())).isEqualTo("83.00");
    }

    @Test
    void fewerOfTheSameIsCreditedAndNothingIsSaidOfWhatStays() {
        PricedItem seats = PricedItem.fee(max.price(), 3);
        put(at("2026-03-01", pro, seats));
        put(at("2026-03-11", pro, PricedItem.fee(max.price(), 1)).since("2026-03-11", false));
        put(at("2026-03-11", pro, PricedItem.fee(max.price(), 1)).since("2026-03-11", false));

        clock.moveTo(time("2026-04-01T01:00:00"));
        assertThat(lines(last()))
                .containsExactlyInAnyOrder(
                        "Unused time on 3 × Max after 2026-03-11 -126.00",
                        "Remaining time on Max after 2026-03-11 42.00",
                        "Pro 31.00",
                        "Max 62.00");
        assertThat(total(last())).isEqualTo("9.00");
    }

    @Test
    void itIsProratedByTheSecond() {
        put(at("2026-03-01", pro));
        Instant noon = time("2026-03-11T12:34:56.789");
        clock.moveTo(noon);
        WantedSubscription wish =
                at("2026-03-11", PricedItem.fee(max.price(), 3)).wanted();
        put(new WantedSubscription(
                wish.id(),
                ACME,
                wish.start(),
                Optional.empty(),
                wish.periodEnd(),
                wish.every(),
                new Stage(noon, wish.current().items(), false),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                noon));

        clock.moveTo(day("2026-04-01"));
        assertThat(lines(last()))
                .as("1,769,104 of 2,678,400 seconds of 3,100 and of 18,600 cents")
                .containsExactly(
                        "Unused time on Pro after 2026-03-11 -20.48",
                        "Remaining time on 3 × Max after 2026-03-11 122.85",
                        "3 × Max 186.00");
    }

    @Test
    void usageOfWhatIsReplacedIsChargedForTheTimeItWasThere() {
        PricedItem other = metered("other", new PriceScheme.EachUnit(BigDecimal.TEN));
        put(at("2026-03-01", pro, calls));
        use(100, day("2026-03-01"));
        clock.moveTo(time("2026-03-11T00:01:00"));
        use(1_000, time("2026-03-11T00:00:00"));
        use("pro:other", 3, time("2026-03-10T23:59:00"));
        use("pro:other", 4, time("2026-03-11T00:00:00"));
        put(at("2026-03-12", pro, other).since("2026-03-11", false));

        clock.moveTo(time("2026-04-01T01:00:00"));
        assertThat(lines(last())).containsExactly("Calls 2.00", "other 0.40", "Pro 31.00");
    }

    @Test
    void usageOfWhatIsTakenAwayIsWhatWasToldByThen() {
        put(at("2026-03-01", pro, calls));
        use(100, day("2026-03-01"));
        put(at("2026-03-12", pro).since("2026-03-11", false));
        use(50, day("2026-03-02"));
        clock.moveTo(time("2026-04-01T01:00:00"));
        assertThat(lines(last())).containsExactly("Calls 2.00", "Pro 31.00");
    }

    @Test
    void theSameHoldsForAChangeThatBeginsAPeriodAndForAnEnd() {
        put(at("2026-03-01", pro, calls));
        use(100, day("2026-03-01"));
        put(at("2026-03-11", pro).since("2026-03-11", true));
        use(50, day("2026-03-02"));
        assertThat(lines(last())).contains("Calls 2.00");

        offer(emptyBook());
        put(at("2026-03-01", pro, calls));
        use(100, day("2026-03-01"));
        put(at("2026-03-11", pro, calls).endsAt("2026-03-11", false));
        use(50, day("2026-03-02"));
        clock.moveTo(time("2026-03-11T01:00:00"));
        assertThat(lines(last())).containsExactly("Calls 2.00");
    }

    @Test
    void aChangeAtTheEndOfAPeriodIsNotProrated() {
        put(at("2026-03-01", max, calls).then("2026-04-01", pro));
        use(10, day("2026-03-01"));
        clock.moveTo(time("2026-04-01T01:00:00"));

        assertThat(lines(last())).containsExactly("Calls 0.20", "Pro 31.00");
    }

    @Test
    void aChangeThatBeginsAPeriodIsChargedAtOnce() {
        put(at("2026-03-01", pro));
        put(at("2026-03-11", max).since("2026-03-11", true));

        assertThat(lines(last())).containsExactly("Unused time on Pro after 2026-03-11 -21.00", "Max 62.00");
        assertThat(last().status()).isEqualTo(Status.PAID);
        assertThat(last().lines().get(1).period()).isEqualTo(period("2026-03-11", "2026-04-11"));
        clock.moveTo(time("2026-04-11T01:00:00"));
        assertThat(lines(last())).containsExactly("Max 62.00");
        assertThat(invoices()).hasSize(3);
    }
}
