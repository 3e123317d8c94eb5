package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.credit.KeptBook.Needs;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.plan.Rollover;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** Random commands of all kinds, chosen without a look at what they lead to: many are refused, many are about things gone. */
final class CreditSteps {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final List<String> UNITS = List.of("USD", "gpu-minutes", "tokens");
    static final List<SpendPurpose> PURPOSES =
            List.of(SpendPurpose.GENERAL, SpendPurpose.of(new MeterKey("m1")), SpendPurpose.of(new MeterKey("m2")));

    /** @param admitted how much of what had to be there, where the command is one that can be refused for that */
    record Step(
            Instant at,
            String text,
            Needs needs,
            Function<CreditBook, Object> onBook,
            Consumer<PlainLedger> onPlain,
            Optional<Admission> admitted) {}

    record Admission(Credits amount, SpendPurpose purpose) {}

    private record Placed(String id, String unit) {}

    private final Random random;
    private final List<Placed> grants = new ArrayList<>();
    private final List<Placed> holds = new ArrayList<>();
    private final List<String> recurring = new ArrayList<>(List.of("none", "none", "none"));
    private Instant now = START;
    private int count;

    CreditSteps(long seed) {
        this.random = new Random(seed);
    }

    Step next() {
        if (random.nextInt(3) > 0) {
            now = now.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(4) * 3_600L);
        }
        count++;
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> grant();
            case 3 -> recur();
            case 4 -> random.nextInt(3) == 0 ? withdraw() : correct();
            case 5 -> correct();
            case 6 -> refund();
            case 7 -> chargeBack();
            case 8, 9, 10 -> hold();
            case 11, 12 -> extend();
            case 13, 14 -> capture();
            case 15 -> release();
            case 16 -> sell();
            default -> burn();
        };
    }

    private Step step(String text, Needs needs, Function<CreditBook, Object> onBook, Consumer<PlainLedger> onPlain) {
        return new Step(now, text + " at " + now, needs, onBook, onPlain, Optional.empty());
    }

    private Step grant() {
        String unit = oneOf(UNITS);
        GrantId id = new GrantId("g" + count);
        Optional<Instant> begins = sometimes(5).map(any -> now.plusSeconds(3_600L * random.nextInt(60)));
        Optional<Instant> ends = sometimes(2).map(any -> begins.orElse(now).plusSeconds(3_600L * random.nextInt(90)));
        if (ends.equals(begins)) {
            ends = Optional.empty();
        }
        Optional<String> meter = sometimes(4).map(any -> random.nextBoolean() ? "m1" : "m2");
        GrantScope scope = meter.map(key -> new GrantScope(new TreeSet<>(List.of(new MeterKey(key))), new TreeSet<>()))
                .orElse(GrantScope.ANYTHING);
        Credits amount = amount(unit, 30);
        LedgerAccount pool = oneOf(List.of(LedgerAccount.PURCHASED, LedgerAccount.BONUS, LedgerAccount.PROMOTIONAL));
        Optional<Credits> paid = Optional.of(unit.equals("USD") ? amount : amount("USD", 9))
                .filter(any -> pool == LedgerAccount.PURCHASED);
        int priority = 10 * random.nextInt(3);
        GrantOrder order = new GrantOrder(id, pool, amount, priority, begins, ends, scope, paid, "");
        grants.add(new Placed(id.value(), unit));
        Instant expires = ends.orElse(null);
        return step(
                "grant " + order,
                Needs.of(id),
                book -> book.granting().grant(order),
                plain -> plain.grant(
                        new PlainGrant.Terms(
                                id.value(), unit, priority, begins.orElse(null), expires, meter.orElse(null)),
                        amount.value()));
    }

    private Step recur() {
        int which = random.nextInt(UNITS.size());
        String unit = UNITS.get(which);
        String before = recurring.get(which);
        GrantId id = new GrantId("r" + count);
        recurring.set(which, id.value());
        grants.add(new Placed(id.value(), unit));
        Credits amount = amount(unit, 20);
        Credits most = amount(unit, 9);
        Credits least = amount(unit, 3).min(most);
        boolean rolls = random.nextBoolean();
        GrantOrder order = new GrantOrder(
                id,
                LedgerAccount.RECURRING,
                amount,
                10,
                Optional.empty(),
                Optional.empty(),
                GrantScope.ANYTHING,
                Optional.empty(),
                "");
        Optional<Rollover> rollover = Optional.of(new Rollover(least, most)).filter(any -> rolls);
        return step(
                "recur " + order + " after " + before + " " + rollover,
                Needs.of(id),
                book -> book.granting().recur(Optional.of(new GrantId(before)), order, rollover),
                plain -> plain.recur(
                        before,
                        id.value(),
                        unit,
                        amount.value(),
                        rolls ? least.value() : BigDecimal.ZERO,
                        rolls ? most.value() : BigDecimal.ZERO));
    }

    private Step withdraw() {
        GrantId id = new GrantId(lately(grants).id);
        return step(
                "withdraw " + id,
                Needs.of(id),
                book -> book.granting().withdraw(id),
                plain -> plain.withdraw(id.value()));
    }

    private Step correct() {
        return onGrant(
                "correct", 30, command -> id -> to -> book -> book.granting().correct(command, id, to));
    }

    private Step refund() {
        return onGrant(
                "refund", 8, command -> id -> to -> book -> book.granting().refund(command, id, to));
    }

    private Step chargeBack() {
        return onGrant(
                "chargeBack", 20, command -> id -> to -> book -> book.granting().chargeBack(command, id, to));
    }

    private Step onGrant(
            String what,
            int most,
            Function<CommandKey, Function<GrantId, Function<Credits, Function<CreditBook, Object>>>> onBook) {
        Placed grant = lately(grants);
        GrantId id = new GrantId(grant.id);
        CommandKey command = new CommandKey("c" + count);
        Credits credits = amount(grant.unit, most);
        return step(
                what + " " + id + " " + credits,
                Needs.of(command, id),
                onBook.apply(command).apply(id).apply(credits),
                plain -> {
                    switch (what) {
                        case "correct" -> plain.correct(command.value(), grant.id, credits.value());
                        case "refund" -> plain.refund(command.value(), grant.id, credits.value());
                        default -> plain.chargeBack(command.value(), grant.id, credits.value());
                    }
                });
    }

    private Step hold() {
        Placed hold = new Placed("h" + count, oneOf(UNITS));
        holds.add(hold);
        Credits amount = random.nextInt(9) == 0 ? Credits.zero(new CreditUnit(hold.unit)) : amount(hold.unit, 12);
        SpendPurpose purpose = oneOf(PURPOSES);
        Duration lasts = Duration.ofHours(1 + random.nextInt(40));
        Instant ends = now.plus(lasts);
        HoldOrder order = new HoldOrder(new HoldId(hold.id), amount, purpose, lasts);
        Step step = step(
                "hold " + order,
                Needs.of(order.id()),
                book -> book.holding().hold(order),
                plain -> plain.hold(hold.id, hold.unit, amount.value(), purpose, ends));
        return new Step(
                now, step.text, step.needs, step.onBook, step.onPlain, Optional.of(new Admission(amount, purpose)));
    }

    private Step extend() {
        Placed hold = lately(holds);
        HoldId id = new HoldId(hold.id);
        Credits to = amount(hold.unit, 18);
        Instant until = now.plusSeconds(3_600L * random.nextInt(40));
        return step(
                "extend " + id + " to " + to + " until " + until,
                Needs.of(id),
                book -> book.holding().extend(id, to, until),
                plain -> plain.extend(hold.id, to.value(), until));
    }

    private Step capture() {
        Placed hold = lately(holds);
        HoldId id = new HoldId(hold.id);
        Credits amount = random.nextInt(9) == 0 ? Credits.zero(new CreditUnit(hold.unit)) : amount(hold.unit, 15);
        return step(
                "capture " + id + " " + amount,
                Needs.of(id),
                book -> book.holding().capture(id, amount),
                plain -> plain.capture(hold.id, amount.value()));
    }

    private Step release() {
        HoldId id = new HoldId(lately(holds).id);
        return step(
                "release " + id, Needs.of(id), book -> book.holding().release(id), plain -> plain.release(id.value()));
    }

    private Step sell() {
        Credits price = amount(oneOf(UNITS), 10);
        SpendPurpose purpose = oneOf(PURPOSES);
        CommandKey command = new CommandKey("c" + count);
        Step step = step(
                "sell for " + price,
                Needs.of(command),
                book -> book.burning().sell(command, "thing", price, purpose),
                plain -> plain.sell(command.value(), price.unit().code(), price.value(), purpose));
        return new Step(
                now, step.text, step.needs, step.onBook, step.onPlain, Optional.of(new Admission(price, purpose)));
    }

    private Step burn() {
        String unit = oneOf(UNITS);
        int which = random.nextInt(PURPOSES.size());
        Instant period = START.plus(Duration.ofDays(random.nextInt(3)));
        BurnLine line = new BurnLine(
                new SubscriptionId("s"),
                period,
                new SubscriptionId("s"),
                new PlanVersionId(new PlanKey("pro"), 1),
                unit + "." + which);
        Credits total = random.nextInt(12) == 0 ? Credits.zero(new CreditUnit(unit)) : amount(unit, 25);
        return step(
                "burn " + line.text() + " to " + total,
                Needs.of(period),
                book -> {
                    book.burning().burnTo(line, total, PURPOSES.get(which));
                    return "burnt";
                },
                plain -> plain.burnTo(line.text(), unit, total.value(), PURPOSES.get(which)));
    }

    // ---------------------------------------------------------------- chance

    private Optional<String> sometimes(int oneIn) {
        return Optional.of("yes").filter(any -> random.nextInt(oneIn) == 0);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Placed lately(List<Placed> all) {
        int from = Math.max(0, all.size() - 12);
        return all.isEmpty() ? new Placed("none", "USD") : all.get(from + random.nextInt(all.size() - from));
    }

    /** Above 0; round numbers so that amounts meet, and now and then all twelve decimals. */
    private Credits amount(String unit, int most) {
        BigDecimal whole = BigDecimal.valueOf(1 + random.nextInt(most));
        BigDecimal part = random.nextInt(4) == 0 ? BigDecimal.valueOf(random.nextInt(1_000_000), 12) : BigDecimal.ZERO;
        return new Credits(whole.add(part), new CreditUnit(unit));
    }
}
