package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Teller.MINUTES;
import static dev.countinghouse.billing.ports.driven.Teller.gift;
import static dev.countinghouse.billing.ports.driven.Teller.hold;
import static dev.countinghouse.billing.ports.driven.Teller.usd;

import dev.countinghouse.billing.domain.credit.BurnLine;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every field of everything that a ledger keeps, with and without what may be missing. */
final class FullLedger {

    /** Every character that means something in an array of texts. */
    static final String NASTY = "\u00e4\uD83D\uDE00 \"1\", {2}\\ 'NULL' %";

    static final CommandKey SALE = new CommandKey("sale " + NASTY);
    static final Set<HoldId> HOLDS = Set.of(
            new HoldId("open"),
            new HoldId("nothing"),
            new HoldId("beyond"),
            new HoldId("gone"),
            new HoldId("overdrawn"));
    static final Set<GrantId> GRANTS = Set.of(
            new GrantId("most"),
            new GrantId("bought " + NASTY),
            new GrantId("withdrawn"),
            new GrantId("dollars"),
            new GrantId("more"));

    private static final SpendPurpose PURPOSE =
            new SpendPurpose(Optional.of(new MeterKey("gpu")), Optional.of(new FeatureKey("big")));

    private FullLedger() {}

    static void write(CreditBook book) {
        grant(book);
        book.holding().hold(new HoldOrder(new HoldId("open"), minutes("0.1"), PURPOSE, Duration.ofNanos(1_000)));
        book.holding().hold(hold("nothing", usd("0"), Duration.ofDays(366)));
        book.holding().hold(hold("gone", usd("0.25"), Duration.ofHours(1)));
        book.holding().release(new HoldId("gone"));
        book.holding().hold(hold("beyond", usd("0.25"), Duration.ofHours(1)));
        book.holding().capture(new HoldId("beyond"), usd("0.5"));
        book.holding().hold(hold("overdrawn", usd("0"), Duration.ofHours(1)));
        book.holding().capture(new HoldId("overdrawn"), usd("123456789012345678901234.5"));
        book.burning().burnTo(line("tokens", book.at()), minutes("2000"), PURPOSE);
        book.burning().burnTo(line("given back", book.at()), usd("0.75"), SpendPurpose.GENERAL);
        book.burning().burnTo(line("given back", book.at()), usd("0"), SpendPurpose.GENERAL);
        book.granting().grant(gift("more", minutes("3000")));
        book.burning().sell(SALE, "a thing " + NASTY, minutes("0.000000000001"), SpendPurpose.GENERAL);
        book.planNext(Optional.of(book.at().plusSeconds(5)));
    }

    private static void grant(CreditBook book) {
        book.granting()
                .grant(gift("most", Credits.parse("99999999999999999999999999.999999999999", new CreditUnit("JPY"))));
        book.granting()
                .grant(new GrantOrder(
                        new GrantId("bought " + NASTY),
                        LedgerAccount.PURCHASED,
                        minutes("1000"),
                        255,
                        Optional.of(book.at().minusNanos(1_000)),
                        Optional.of(book.at().plusNanos(1_000)),
                        new GrantScope(
                                new TreeSet<>(Set.of(new MeterKey("gpu"), new MeterKey("gpu-time"))),
                                new TreeSet<>(Set.of(new FeatureKey("big")))),
                        Optional.of(usd("0.1")),
                        "because\n of " + NASTY));
        book.granting().grant(gift("withdrawn", usd("0.5")));
        book.granting().withdraw(new GrantId("withdrawn"));
        book.granting().grant(gift("dollars", usd("1")));
        book.granting().correct(new CommandKey("correct"), new GrantId("dollars"), usd("1.5"));
    }

    static BurnLine line(String charge, Instant from) {
        return new BurnLine(
                new SubscriptionId("main " + NASTY),
                Samples.START,
                new SubscriptionId("sub " + NASTY),
                new PlanVersionId(new PlanKey("pro"), 3),
                charge + "@" + from);
    }

    private static Credits minutes(String amount) {
        return Credits.parse(amount, MINUTES);
    }
}
