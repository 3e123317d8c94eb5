package dev.countinghouse.benchmarks;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.pricing.Graduated;
import dev.countinghouse.billing.domain.pricing.Steps;
import dev.countinghouse.billing.domain.rating.QuantityUse;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.rating.Rater;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Segments;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One account's period on the five-meter plan, from quantities to settled amounts. {@code models} prices quantities beyond
 * the allowance and nothing else; {@code invoice} is the whole rating: segments, allowances, lines.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class RatingBenchmark {

    private static final int ACCOUNTS = 1_024;
    private static final long SEED = 20_260_101;

    /**
     * Digits the base keeps of a quotient: 20 are the ledger's 12 and 8 to guard them, as an engine needs that cannot know
     * its prices; 12 are just enough for this plan, whose prices are short and per powers of ten.
     */
    @Param({"20", "12"})
    public int scale;

    private BigDecimalRating base;
    private final Catalogue catalogue = FiveMeterPlan.catalogue();
    private final Rater rater = new Rater(catalogue.meters()::get, false);
    private final Rater explainingRater = new Rater(catalogue.meters()::get, true);
    private final Graduated[] models =
            FiveMeterPlan.TERMS.stream().map(FiveMeterPlan::model).toArray(Graduated[]::new);

    private final Fraction[][] quantities = new Fraction[ACCOUNTS][models.length];
    private final BigDecimal[][] decimals = new BigDecimal[ACCOUNTS][models.length];
    private final QuantityMap[] usage = new QuantityMap[ACCOUNTS];
    private final Map<String, BigDecimal>[] decimalUsage = mapsOfDecimals();
    private Subscription subscription;
    private List<Segment> segments;
    private Instant periodEnd;
    private int next;

    @SuppressWarnings("unchecked")
    private static Map<String, BigDecimal>[] mapsOfDecimals() {
        return new Map[ACCOUNTS];
    }

    @Setup
    public void prepare() {
        base = new BigDecimalRating(scale);
        Random random = new Random(SEED);
        for (int account = 0; account < ACCOUNTS; account++) {
            Map<MeterKey, Fraction> exact = new HashMap<>();
            Map<String, BigDecimal> plain = new HashMap<>();
            for (int i = 0; i < models.length; i++) {
                FiveMeterPlan.Terms terms = FiveMeterPlan.TERMS.get(i);
                long units = units(random, terms);
                quantities[account][i] = Fraction.of(units);
                decimals[account][i] = BigDecimal.valueOf(units);
                exact.put(terms.meterKey(), Fraction.of(units));
                plain.put(terms.meter(), BigDecimal.valueOf(units));
            }
            usage[account] = new QuantityMap(exact);
            decimalUsage[account] = plain;
        }
        subscribe();
        requireSameAmounts();
    }

    /** As likely in one tier as in another: the logarithm is uniform from a tenth of the first tier to ten times the last. */
    private static long units(Random random, FiveMeterPlan.Terms terms) {
        long magnitude = terms.from(1) / 10 * (long) Math.pow(10, random.nextInt(5));
        return magnitude + (long) (random.nextDouble() * 9 * magnitude);
    }

    private void subscribe() {
        PlanVersion plan = catalogue.plans().get(FiveMeterPlan.KEY);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        subscription = Lifecycle.start(
                new SubscriptionId("sub"),
                new AccountId("account"),
                plan,
                1,
                start,
                ZoneOffset.UTC,
                Lifecycle.Anchor.START,
                false);
        segments = Segments.of(subscription, List.of(), id -> plan, subscription.periodAt(start));
        periodEnd = segments.get(0).period().actual().end();
    }

    /** To the last digit before settling, not only to the cent. */
    private void requireSameAmounts() {
        for (int account = 0; account < ACCOUNTS; account++) {
            List<RatedLine> lines = rater.rate(subscription.id(), segments, usage[account], periodEnd);
            List<RatedLine> explained = explainingRater.rate(subscription.id(), segments, usage[account], periodEnd);
            List<BigDecimalRating.Line> plain = base.rate(decimalUsage[account]);
            for (int i = 0; i < models.length; i++) {
                requireSame(plain.get(i).amount(), lines.get(i).amount().value());
                requireSame(plain.get(i).amount(), explained.get(i).amount().value());
                Fraction alone = models[i]
                        .amount(use(quantities[account][i]), Steps.NONE)
                        .value();
                requireSame(base.amount(base.charges.get(i), decimals[account][i]), alone);
            }
            next = account;
            long cents = decimalModels().movePointRight(2).longValueExact();
            next = account;
            if (cents != models()) {
                throw new IllegalStateException("account " + account + ": settled amounts differ");
            }
        }
    }

    private static void requireSame(BigDecimal expected, Fraction actual) {
        if (!Fraction.of(expected).equals(actual)) {
            throw new IllegalStateException("rated " + actual + ", the base says " + expected);
        }
    }

    private static QuantityUse use(Fraction quantity) {
        return new QuantityUse(Fraction.ZERO, quantity, true);
    }

    private int account() {
        return next++ & (ACCOUNTS - 1);
    }

    @Benchmark
    public BigDecimal decimalModels() {
        BigDecimal[] row = decimals[account()];
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < row.length; i++) {
            sum = sum.add(BigDecimalRating.settle(base.amount(base.charges.get(i), row[i])));
        }
        return sum;
    }

    @Benchmark
    public long models() {
        Fraction[] row = quantities[account()];
        long cents = 0;
        for (int i = 0; i < row.length; i++) {
            cents += models[i].amount(use(row[i]), Steps.NONE).settle().minorUnits();
        }
        return cents;
    }

    @Benchmark
    public BigDecimal decimalInvoice() {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimalRating.Line line : base.rate(decimalUsage[account()])) {
            sum = sum.add(BigDecimalRating.settle(line.amount()));
        }
        return sum;
    }

    @Benchmark
    public long invoice() {
        return total(rater);
    }

    @Benchmark
    public long explainedInvoice() {
        return total(explainingRater);
    }

    private long total(Rater rater) {
        long cents = 0;
        for (RatedLine line : rater.rate(subscription.id(), segments, usage[account()], periodEnd)) {
            cents += line.amount().settle().minorUnits();
        }
        return cents;
    }
}
