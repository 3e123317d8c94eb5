package dev.countinghouse.billing.domain.credit;

import static dev.countinghouse.billing.domain.credit.CreditStory.USD;
import static dev.countinghouse.billing.domain.credit.CreditStory.usd;

import dev.countinghouse.billing.domain.credit.KeptBook.Needs;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.GrantTerms;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.plan.Rollover;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Subscriptions of an account and the credits that come with their plans, brought up to date as the engine does it. */
final class PlanStory {

    private final Map<PlanVersionId, PlanVersion> plans = new HashMap<>();
    private final Map<SubscriptionId, Subscription> subscriptions = new HashMap<>();
    private final Instant start;
    final KeptBook kept;

    PlanStory(String start, PlanVersion... plans) {
        this.start = at(start);
        this.kept = new KeptBook(this.start);
        for (PlanVersion plan : plans) {
            this.plans.put(plan.id(), plan);
        }
    }

    static Instant at(String text) {
        return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
    }

    static GrantTerms every(String interval, String amount) {
        return every(interval, amount, Optional.empty());
    }

    static GrantTerms every(String interval, String amount, Optional<Rollover> rollover) {
        return new GrantTerms(
                "credits",
                usd(amount),
                Optional.of(Interval.parse(interval)),
                Optional.empty(),
                10,
                GrantScope.ANYTHING,
                rollover);
    }

    static GrantTerms once(String amount, String lasts) {
        return new GrantTerms(
                "welcome",
                usd(amount),
                Optional.empty(),
                Optional.of(Interval.parse(lasts)),
                50,
                GrantScope.ANYTHING,
                Optional.empty());
    }

    // ---------------------------------------------------------------- subscriptions

    PlanStory subscribe(String id, PlanVersion plan, long quantity, String zone, boolean trial) {
        return put(Lifecycle.start(
                new SubscriptionId(id),
                KeptBook.ACCOUNT,
                plan,
                quantity,
                kept.now,
                ZoneId.of(zone),
                Lifecycle.Anchor.START,
                trial));
    }

    PlanStory subscribe(PlanVersion plan) {
        return subscribe("s", plan, 1, "UTC", false);
    }

    PlanStory addOn(String id, PlanVersion plan, long quantity) {
        return put(Lifecycle.startAddOn(new SubscriptionId(id), subscription("s"), plan, quantity, kept.now));
    }

    PlanStory change(PlanVersion to, long quantity) {
        return apply(Lifecycle.changeNow(subscription("s"), current(), to, quantity, kept.now));
    }

    PlanStory changeAtPeriodEnd(PlanVersion to, long quantity) {
        return apply(Lifecycle.changeAtPeriodEnd(subscription("s"), current(), to, quantity, kept.now));
    }

    PlanStory pause() {
        return apply(Lifecycle.pause(subscription("s"), kept.now));
    }

    PlanStory resume() {
        return apply(Lifecycle.resume(subscription("s"), kept.now));
    }

    PlanStory cancel() {
        return apply(Lifecycle.cancelNow(subscription("s"), kept.now, false));
    }

    Subscription subscription(String id) {
        return Optional.ofNullable(subscriptions.get(new SubscriptionId(id))).orElseThrow();
    }

    private PlanVersion current() {
        return plan(subscription("s").termAt(kept.now).plan());
    }

    private PlanVersion plan(PlanVersionId id) {
        return Optional.ofNullable(plans.get(id)).orElseThrow();
    }

    private PlanStory apply(SubscriptionChange change) {
        return put(change.fold(subscription -> subscription, reason -> {
            throw new AssertionError("refused: " + reason);
        }));
    }

    /** What the new timeline had to do by now, and the old one had not. */
    private PlanStory put(Subscription changed) {
        Set<PlannedStep> done = new HashSet<>(planned().until(kept.now));
        subscriptions.put(changed.id(), changed);
        List<PlannedStep> steps = planned().until(kept.now).stream()
                .filter(step -> !done.contains(step))
                .toList();
        kept.run(needs(), book -> {
            steps.forEach(step -> granting().apply(book, step));
            return book;
        });
        return this;
    }

    PlannedGrants planned() {
        return new PlannedGrants(subscriptions.values(), this::plan);
    }

    private PlanGranting granting() {
        return new PlanGranting(this::plan);
    }

    private Needs needs() {
        return new Needs(Set.of(), planned().once(), Set.of(), Set.of(start));
    }

    // ---------------------------------------------------------------- time, usage and what there is

    /** Everything that falls due on the way, read and kept once. */
    PlanStory on(String text) {
        Instant from = kept.now;
        Instant to = at(text);
        CreditBook book = kept.open(needs());
        for (Optional<Instant> next = planned().nextAfter(from);
                next.isPresent() && !next.get().isAfter(to);
                next = planned().nextAfter(next.get())) {
            book.advanceTo(next.get());
            planned().at(next.get()).forEach(step -> granting().apply(book, step));
        }
        kept.keep(book.advanceTo(to));
        kept.now = to;
        return this;
    }

    PlanStory burnTo(String total) {
        kept.run(needs(), book -> {
            BurnLine line = new BurnLine(
                    new SubscriptionId("s"),
                    start,
                    new SubscriptionId("s"),
                    plans.keySet().iterator().next(),
                    "use");
            book.burning().burnTo(line, usd(total), SpendPurpose.GENERAL);
            return book;
        });
        return this;
    }

    PlanStory hold(String id, String amount) {
        HoldOrder order = new HoldOrder(new HoldId(id), usd(amount), SpendPurpose.GENERAL, Duration.ofDays(300));
        kept.run(Needs.of(order.id()), book -> book.holding().hold(order));
        return this;
    }

    PlanStory release(String id) {
        kept.run(Needs.of(new HoldId(id)), book -> book.holding().release(new HoldId(id)));
        return this;
    }

    PlanStory with(GrantOrder order) {
        kept.run(Needs.of(order.id()), book -> book.granting().grant(order));
        return this;
    }

    String available() {
        return kept.run(needs(), book -> book.available(USD, SpendPurpose.GENERAL))
                .toDecimal();
    }

    /** Kind and instant of all entries. */
    List<String> entries() {
        List<String> text = new ArrayList<>();
        for (JournalEntry entry : kept.entries) {
            text.add(entry.kind().key() + " " + entry.at());
        }
        return text;
    }
}
