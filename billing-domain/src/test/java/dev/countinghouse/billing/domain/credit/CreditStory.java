package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.credit.KeptBook.Needs;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What happens to an account's dollars day by day, in few words. Every command reads what is stored anew. */
final class CreditStory {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final CreditUnit USD = new CreditUnit("USD");

    final KeptBook kept = new KeptBook(START);

    static Credits usd(String amount) {
        return Credits.parse(amount, USD);
    }

    static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    static SpendPurpose purpose(String meter) {
        return meter.isEmpty() ? SpendPurpose.GENERAL : SpendPurpose.of(new MeterKey(meter));
    }

    CreditStory onDay(int day) {
        kept.now = day(day);
        return this;
    }

    CreditStory creditLine(String amount) {
        kept.creditLines.put(USD, usd(amount));
        return this;
    }

    // ---------------------------------------------------------------- grants

    /** Terms of a grant that is given away, spent with priority 50 on anything and for ever, unless said otherwise. */
    static GrantOrder order(String id, String amount) {
        return new GrantOrder(
                new GrantId(id),
                LedgerAccount.PROMOTIONAL,
                usd(amount),
                50,
                Optional.empty(),
                Optional.empty(),
                GrantScope.ANYTHING,
                Optional.empty(),
                "");
    }

    static GrantOrder until(int day, GrantOrder order) {
        return with(order, order.priority(), order.effectiveAt(), Optional.of(day(day)), order.scope());
    }

    static GrantOrder from(int day, GrantOrder order) {
        return with(order, order.priority(), Optional.of(day(day)), order.expiresAt(), order.scope());
    }

    static GrantOrder priority(int priority, GrantOrder order) {
        return with(order, priority, order.effectiveAt(), order.expiresAt(), order.scope());
    }

    static GrantOrder on(String meter, GrantOrder order) {
        GrantScope scope = new GrantScope(new TreeSet<>(List.of(new MeterKey(meter))), new TreeSet<>());
        return with(order, order.priority(), order.effectiveAt(), order.expiresAt(), scope);
    }

    private static GrantOrder with(
            GrantOrder order, int priority, Optional<Instant> from, Optional<Instant> until, GrantScope scope) {
        return new GrantOrder(
                order.id(), order.pool(), order.amount(), priority, from, until, scope, order.paid(), order.reason());
    }

    static GrantOrder bought(GrantOrder order, Credits paid) {
        return new GrantOrder(
                order.id(),
                LedgerAccount.PURCHASED,
                order.amount(),
                order.priority(),
                order.effectiveAt(),
                order.expiresAt(),
                order.scope(),
                Optional.of(paid),
                order.reason());
    }

    GrantOutcome grant(GrantOrder order) {
        return kept.run(Needs.of(order.id()), book -> book.granting().grant(order));
    }

    CreditStory with(GrantOrder... orders) {
        List.of(orders).forEach(this::grant);
        return this;
    }

    GrantOutcome withdraw(String id) {
        return kept.run(Needs.of(new GrantId(id)), book -> book.granting().withdraw(new GrantId(id)));
    }

    GrantOutcome correct(String command, String id, String amount) {
        return kept.run(needs(command, id), book -> book.granting()
                .correct(new CommandKey(command), new GrantId(id), usd(amount)));
    }

    GrantOutcome refund(String command, String id, String amount) {
        return kept.run(needs(command, id), book -> book.granting()
                .refund(new CommandKey(command), new GrantId(id), usd(amount)));
    }

    GrantOutcome chargeBack(String command, String id, String amount) {
        return kept.run(needs(command, id), book -> book.granting()
                .chargeBack(new CommandKey(command), new GrantId(id), usd(amount)));
    }

    private static Needs needs(String command, String id) {
        return Needs.of(new CommandKey(command), new GrantId(id));
    }

    /** What of a grant is left, held, and spent on what was overdrawn. */
    String grant(String id) {
        kept.run(Needs.of(new GrantId(id)), book -> book);
        Grant grant = Optional.ofNullable(kept.grants.get(new GrantId(id))).orElseThrow();
        return grant.left().toDecimal() + " left"
                + (grant.held().isZero() ? "" : ", " + grant.held().toDecimal() + " held")
                + (grant.repaid().isZero() ? "" : ", " + grant.repaid().toDecimal() + " repaid")
                + grant.closedTo().map(to -> ", closed to " + to.key()).orElse("");
    }

    // ---------------------------------------------------------------- holds, usage, sales

    /** For two days, for anything. */
    HoldOutcome hold(String id, String amount) {
        return hold(id, amount, "");
    }

    HoldOutcome hold(String id, String amount, String meter) {
        HoldOrder order = new HoldOrder(new HoldId(id), usd(amount), purpose(meter), Duration.ofDays(2));
        return kept.run(Needs.of(order.id()), book -> book.holding().hold(order));
    }

    HoldOutcome extend(String id, String amount, int untilDay) {
        return kept.run(
                Needs.of(new HoldId(id)), book -> book.holding().extend(new HoldId(id), usd(amount), day(untilDay)));
    }

    HoldOutcome capture(String id, String amount) {
        return kept.run(Needs.of(new HoldId(id)), book -> book.holding().capture(new HoldId(id), usd(amount)));
    }

    HoldOutcome release(String id) {
        return kept.run(Needs.of(new HoldId(id)), book -> book.holding().release(new HoldId(id)));
    }

    static BurnLine line(String charge) {
        return new BurnLine(
                new SubscriptionId("s"),
                START,
                new SubscriptionId("s"),
                new PlanVersionId(new PlanKey("pro"), 1),
                charge);
    }

    /** For a line that is called like the meter, or like nothing. */
    CreditStory burnTo(String meter, String total) {
        kept.run(Needs.of(START), book -> {
            book.burning().burnTo(line(meter.isEmpty() ? "any" : meter), usd(total), purpose(meter));
            return book;
        });
        return this;
    }

    SaleOutcome sell(String command, String about, String price) {
        return kept.run(Needs.of(new CommandKey(command)), book -> book.burning()
                .sell(new CommandKey(command), about, usd(price), SpendPurpose.GENERAL));
    }

    // ---------------------------------------------------------------- what there is

    CreditBalance balance() {
        return kept.run(Needs.NOTHING, book -> book.balance(USD));
    }

    String available(String meter) {
        return kept.run(Needs.NOTHING, book -> book.available(USD, purpose(meter)))
                .toDecimal();
    }

    /** The balance of accounts that are not 0, in the order of the chart. */
    String accounts() {
        StringBuilder text = new StringBuilder();
        Map<LedgerAccount, Credits> accounts = balance().accounts();
        for (LedgerAccount account : LedgerAccount.values()) {
            Credits amount = accounts.getOrDefault(account, Credits.zero(USD));
            if (!amount.isZero()) {
                text.append(text.isEmpty() ? "" : ", ").append(account.key() + " " + amount.toDecimal());
            }
        }
        return text.toString();
    }

    /** The last entry: kind, day, postings. */
    String lastEntry() {
        JournalEntry entry = kept.entries.get(kept.entries.size() - 1);
        StringBuilder text = new StringBuilder(entry.kind().key() + " on day "
                + Duration.between(START, entry.at()).toDays() + ":");
        entry.postings()
                .forEach(posting -> text.append(String.format(
                        Locale.ROOT,
                        " %s%s %s",
                        posting.account().key(),
                        posting.grant().map(id -> "/" + id).orElse(""),
                        posting.amount().toDecimal())));
        return text.toString();
    }
}
