package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ACME;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.at;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.day;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.period;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Coupon.Discount;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.PriceScheme;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import dev.countinghouse.billing.ports.driven.SubscriptionWish;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the stand-in invoices in trials, pauses, with coupons and at ends, whatever book it is written down in. */
public abstract class InvoicedTermsContract extends InvoicedCase {

    @Test
    void aTrialIsFreeAndChargedAfterIt() {
        put(at("2026-03-01", pro, calls).trialUntil("2026-03-15"));
        use(100, day("2026-03-01"));
        clock.moveTo(time("2026-03-14T23:59:59"));
        assertThat(invoices()).isEmpty();

        clock.moveTo(time("2026-03-15T01:00:00"));
        use(10, day("2026-03-15"));
        assertThat(lines(last())).containsExactly("Pro 31.00");
        assertThat(last().lines().get(0).period()).isEqualTo(period("2026-03-15", "2026-04-15"));
        clock.moveTo(day("2026-04-15"));
        assertThat(lines(last())).containsExactly("Calls 0.20", "Pro 31.00");
    }

    @Test
    void aPeriodThatIsCutByATrialCostsItsPart() {
        WantedSubscription wish = at("2026-03-01", pro).trialUntil("2026-03-31").wanted();
        put(new WantedSubscription(
                wish.id(),
                ACME,
                wish.start(),
                wish.trialEnd(),
                day("2026-04-01"),
                wish.every(),
                wish.current(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                wish.asOf()));
        clock.moveTo(time("2026-04-01T01:00:00"));

        assertThat(invoices())
                .extracting(InvoicedCase::total)
                .as("1 of the 30 days of a month from there")
                .containsExactly("1.03", "31.00");
    }

    @Test
    void aTrialThatIsEndedIsChargedAtOnce() {
        put(at("2026-03-01", pro).trialUntil("2026-03-15"));
        put(at("2026-03-05", max).trialUntil("2026-03-05"));

        assertThat(lines(last())).containsExactly("Max 62.00");
        assertThat(last().status()).isEqualTo(Status.PAID);
        assertThat(invoices()).hasSize(1);
    }

    @Test
    void whatIsPutLateIsChargedFromItsStart() {
        put(at("2026-04-10", pro));

        assertThat(invoices()).hasSize(1);
        assertThat(lines(last())).containsExactly("Pro 31.00", "Pro 31.00");
        assertThat(last().lines().get(0).period()).isEqualTo(period("2026-03-01", "2026-04-01"));
        assertThat(put(at("2026-04-10", pro)).period()).isEqualTo(period("2026-04-01", "2026-05-01"));
    }

    @Test
    void invoicesOfAPauseAreVoid() {
        put(at("2026-03-01", pro, calls));
        use(100, day("2026-03-01"));
        put(at("2026-03-20", pro, calls).inPause());
        clock.moveTo(time("2026-04-01T02:00:00"));
        assertThat(last().status()).isEqualTo(Status.VOID);
        assertThat(lines(last())).containsExactly("Calls 2.00", "Pro 31.00");
        assertThat(last().amounts().remaining()).isEqualTo(usd(0));

        put(at("2026-04-20", pro, calls));
        clock.moveTo(time("2026-05-01T01:00:00"));
        assertThat(last().status()).isEqualTo(Status.PAID);
        assertThat(total(last())).isEqualTo("31.00");
    }

    @Test
    void couponsTakeOffOneAfterTheOther() {
        CouponReference tenth = coupon(new Discount.PercentOff(Fraction.of(10)), true);
        CouponReference five = coupon(new Discount.AmountOff(usd(500)), false);
        put(with(at("2026-03-01", pro).wanted(), tenth, five));
        assertThat(last().amounts().subtotal()).isEqualTo(usd(3_100));
        assertThat(last().amounts().discount()).as("3.10 and 5.00").isEqualTo(usd(810));
        assertThat(last().amounts().paid()).isEqualTo(usd(2_290));

        clock.moveTo(time("2026-04-01T01:00:00"));
        assertThat(total(last())).as("the one for one invoice is used up").isEqualTo("27.90");
        CouponReference large = coupon(new Discount.AmountOff(usd(99_900)), false);
        put(with(at("2026-04-02", pro).wanted(), tenth, five, large));
        put(with(at("2026-04-02", pro).wanted(), tenth, five, large));
        clock.moveTo(time("2026-05-01T01:00:00"));
        assertThat(total(last())).isEqualTo("0.00");
        assertThat(last().status()).isEqualTo(Status.PAID);
        clock.moveTo(time("2026-06-01T01:00:00"));
        assertThat(total(last())).isEqualTo("27.90");
    }

    @Test
    void whatIsUnusedAtAnEndIsTheCustomersBalance() {
        put(at("2026-03-01", pro));
        put(at("2026-03-11", pro).endsAt("2026-03-11", true));
        assertThat(total(last())).isEqualTo("-21.00");
        assertThat(last().status()).isEqualTo(Status.PAID);
        assertThat(last().amounts().due()).isEqualTo(usd(0));

        InvoiceReference other = gateway()
                .draft(
                        ACME,
                        Optional.empty(),
                        List.of(new Line(
                                "Help",
                                Optional.empty(),
                                Optional.empty(),
                                usd(3_000),
                                period("2026-03-11", "2026-03-12"),
                                false)));
        gateway().change(other, new Step.Finalize());
        assertThat(last().amounts().due()).isEqualTo(usd(900));
        gateway().change(other, new Step.Void());
        clock.moveTo(time("2026-03-11T03:00:00"));
        assertThat(invoices()).as("nothing comes after the end").hasSize(3);
    }

    @Test
    void usageBeforeAnEndIsOnTheLastInvoice() {
        put(at("2026-03-01", pro, calls));
        use(100, day("2026-03-01"));
        SubscriptionWish ends = at("2026-03-05", pro, calls).endsAt("2026-04-01", false);
        put(ends);
        clock.moveTo(time("2026-04-01T00:30:00"));
        use(100, time("2026-03-31T23:00:00"));
        assertThat(last().status()).isEqualTo(Status.DRAFT);

        clock.moveTo(time("2026-07-01T00:00:00"));
        assertThat(lines(last())).containsExactly("Calls 4.00");
        assertThat(last().status()).isEqualTo(Status.PAID);
        assertThat(invoices()).hasSize(2);
    }

    @Test
    void whatWasNeverPricedCostsNothing() {
        put(at("2026-03-01", PricedItem.fee(new PriceReference("price_unknown"), 1)));
        clock.moveTo(day("2026-06-01"));

        assertThat(invoices()).isEmpty();
    }

    @Test
    void whatIsReplacedKeepsItsPrice() {
        put(at("2026-03-01", pro));
        price("pro", "base", "Professional", fee(9_900));
        clock.moveTo(time("2026-04-01T01:00:00"));

        assertThat(lines(last())).containsExactly("Professional 31.00");
    }

    @Test
    void whatEndedUnheardOfIsChargedAndCredited() {
        put(at("2026-03-11", pro).endsAt("2026-03-08", true));

        assertThat(invoices())
                .extracting(InvoicedCase::total)
                .as("from when it is heard of")
                .containsExactly("31.00", "-21.00");
    }

    @Test
    void whatEndedInItsTrialCostsNothing() {
        put(at("2026-03-10", pro).trialUntil("2026-03-15").endsAt("2026-03-08", false));
        clock.moveTo(day("2026-06-01"));

        assertThat(invoices()).isEmpty();
    }

    /** In Berlin a month that begins at midnight begins in UTC an hour earlier in summer than in winter. */
    @Test
    void aPeriodWithAChangeOfClocksIsAWholeOne() {
        clock.moveTo(time("2026-02-28T23:00:00"));
        WantedSubscription wish = at("2026-03-01", pro).wanted();
        put(new WantedSubscription(
                wish.id(),
                ACME,
                clock.instant(),
                Optional.empty(),
                time("2026-03-31T22:00:00"),
                wish.every(),
                new Stage(clock.instant(), List.of(pro), true),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                clock.instant()));
        clock.moveTo(time("2026-04-30T21:00:00"));

        assertThat(invoices()).extracting(InvoicedCase::total).containsExactly("31.00", "31.00");
        assertThat(last().lines().get(0).period().start()).isEqualTo(time("2026-03-31T22:00:00"));
    }

    @Test
    void aPeriodThatBeginsOnThe31stComesBackToIt() {
        List<Period> periods = new ArrayList<>();
        clock.moveTo(day("2026-03-31"));
        put(from31st("2026-03-31", "2026-04-30"));
        clock.moveTo(time("2026-05-30T02:00:00"));
        assertThat(invoices()).hasSize(2);
        put(from31st("2026-05-30", "2026-05-31"));
        clock.moveTo(time("2026-07-31T02:00:00"));

        invoices().forEach(invoice -> periods.add(invoice.lines().get(0).period()));
        assertThat(periods)
                .containsExactly(
                        period("2026-03-31", "2026-04-30"),
                        period("2026-04-30", "2026-05-31"),
                        period("2026-05-31", "2026-06-30"),
                        period("2026-06-30", "2026-07-31"),
                        period("2026-07-31", "2026-08-31"));
        assertThat(invoices()).extracting(InvoicedCase::total).containsOnly("31.00");
    }

    private WantedSubscription from31st(String now, String periodEnd) {
        return new WantedSubscription(
                SubscriptionWish.ID,
                ACME,
                day("2026-03-31"),
                Optional.empty(),
                day(periodEnd),
                Interval.parse("month"),
                new Stage(day("2026-03-31"), List.of(pro), true),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                day(now));
    }

    @Test
    void pricesOfTwoCurrenciesAreRefused() {
        PricedItem yen = PricedItem.fee(
                price("pro", "yen", "Yen", new PriceScheme.Fee(new Money(5, Currency.getInstance("JPY")))), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> put(at("2026-03-01", pro, yen)))
                .withMessageContaining("JPY and USD");
        put(at("2026-03-01", pro));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> put(at("2026-03-02", yen).since("2026-03-02", false)));
        assertThat(invoices()).hasSize(1);
    }
}
