package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ACME;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ID;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.day;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Coupon.Discount;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.PriceScheme;
import dev.countinghouse.billing.domain.provider.PriceScheme.Tier;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway.Answer;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.SubscriptionWish;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** One provider of everything, over one book: Pro at 31.00 and Max at 62.00 a month, so that a day of March is a whole number. */
abstract class InvoicedCase {

    private static final Currency USD = Currency.getInstance("USD");

    protected InMemoryTestClock clock = new InMemoryTestClock(day("2026-03-01"));
    protected StandInBook book = StandInBook.inMemory();
    protected PricedItem pro = item("base");
    protected PricedItem max = item("base");
    protected PricedItem calls = item("calls");
    private final AtomicInteger reports = new AtomicInteger();

    protected abstract StandInBook emptyBook();

    private static PricedItem item(String name) {
        return PricedItem.usage(new PriceReference(name));
    }

    @BeforeEach
    void offer() {
        offer(emptyBook());
    }

    protected final void offer(StandInBook empty) {
        book = empty;
        clock = new InMemoryTestClock(day("2026-03-01"));
        reports.set(0);
        pro = PricedItem.fee(price("pro", "base", "Pro", fee(3_100)), 1);
        max = PricedItem.fee(price("max", "base", "Max", fee(6_200)), 1);
        // 0.02 each up to 1,000, then 0.01 each and 5.00 once
        calls = PricedItem.usage(price(
                "pro",
                "calls",
                "Calls",
                new PriceScheme.Tiered(
                        false,
                        List.of(
                                new Tier(OptionalLong.of(1_000), new BigDecimal(2), usd(0)),
                                new Tier(OptionalLong.empty(), new BigDecimal(1), usd(500))))));
    }

    protected static PriceScheme fee(long cents) {
        return new PriceScheme.Fee(usd(cents));
    }

    protected static Money usd(long cents) {
        return new Money(cents, USD);
    }

    protected final PriceReference price(String plan, String charge, String name, PriceScheme scheme) {
        ProviderPrice price = new ProviderPrice(
                new PlanVersionId(new PlanKey(plan), 1),
                new ChargeKey(charge),
                name,
                scheme instanceof PriceScheme.Fee of ? of.amount().currency() : USD,
                Interval.parse("month"),
                scheme instanceof PriceScheme.Fee
                        ? Optional.empty()
                        : Optional.of(new ProviderMeter(plan + ":" + charge, 0)),
                scheme,
                false);
        PriceStandIn prices = new PriceStandIn(book);
        price.meter().ifPresent(prices::put);
        prices.putProduct(price);
        return new PriceReference(prices.put(price).reference());
    }

    protected final CouponReference coupon(Discount discount, boolean forever) {
        ProviderCoupon coupon = new ProviderCoupon(new CouponKey("c" + forever), "Less", discount, forever);
        return new CouponReference(new PriceStandIn(book).put(coupon).reference());
    }

    protected static Instant time(String dateAndTime) {
        return Instant.parse(dateAndTime + "Z");
    }

    /** From 1 March, the clock moves to when it is asked for. */
    protected final ProviderSubscription put(SubscriptionWish wish) {
        clock.moveTo(day(wish.now()));
        return put(wish.wanted());
    }

    protected final ProviderSubscription put(WantedSubscription wanted) {
        return new SubscriptionStandIn(book, clock).put(wanted, Optional.empty());
    }

    protected static WantedSubscription with(WantedSubscription it, CouponReference... coupons) {
        return new WantedSubscription(
                it.id(),
                it.account(),
                it.start(),
                it.trialEnd(),
                it.periodEnd(),
                it.every(),
                it.current(),
                it.next(),
                it.end(),
                it.paused(),
                List.of(coupons),
                it.asOf());
    }

    protected final void use(long number, Instant at) {
        use("pro:calls", number, at);
    }

    protected final void use(String meter, long number, Instant at) {
        tell(report(meter, number, at));
    }

    protected final UsageReport report(String meter, long number, Instant at) {
        MeterTally tally = MeterTally.nothing(ACME, meter, new Period(day("2026-03-01"), day("2026-04-01")));
        return UsageReport.of(
                tally, tally, reports.incrementAndGet(), at, BigInteger.valueOf(number), clock.instant(), 0);
    }

    protected final void tell(UsageReport report) {
        Answer answer = new MeterStandIn(book, clock).tell(report);
        if (!answer.equals(Answer.TAKEN)) {
            throw new AssertionError(answer);
        }
    }

    protected final void pays(TestMethod method) {
        bank().useMethod(ACME, method.token());
    }

    protected final PaymentStandIn bank() {
        return Provider.over(book, clock, Provider.SECRET);
    }

    protected final InvoiceStandIn gateway() {
        return new InvoiceStandIn(book, clock, URI.create("https://pay.example/invoices/"));
    }

    /** The oldest first. */
    protected final List<ProviderInvoice> invoices() {
        List<ProviderInvoice> all = new ArrayList<>(gateway().of(ACME, Instant.EPOCH, 1_000));
        Collections.reverse(all);
        return all;
    }

    protected final ProviderInvoice last() {
        return invoices().get(invoices().size() - 1);
    }

    protected final Status status() {
        return new SubscriptionStandIn(book, clock).find(ACME, ID).orElseThrow().status();
    }

    protected static List<String> lines(ProviderInvoice invoice) {
        return invoice.lines().stream().map(InvoicedCase::text).toList();
    }

    private static String text(Line line) {
        return line.description() + " " + line.amount().toDecimal();
    }

    protected static String total(ProviderInvoice invoice) {
        return invoice.amounts().total().toDecimal();
    }

    /** Types of what nobody was told yet, with the days they are of. */
    protected final List<String> told() {
        List<SignedNotice> notices = bank().pendingNotices(1_000);
        notices.forEach(bank()::delivered);
        return notices.stream().map(InvoicedCase::text).toList();
    }

    protected static String text(SignedNotice notice) {
        JsonNode body = PaymentText.parsed(notice.body());
        return body.path("type").textValue() + " "
                + body.path("timestamp").textValue().substring(5, 10);
    }
}
