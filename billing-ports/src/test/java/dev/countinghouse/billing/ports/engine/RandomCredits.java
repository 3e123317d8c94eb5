package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;

import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange.Changed;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Random commands on a prepaid account, chosen without a look at what they lead to: many are refused. */
final class RandomCredits {

    /** Answers what has no other answer. */
    static final String DONE = "done";

    private static final CreditUnit DOLLARS = CreditUnit.of(USD);
    private static final CreditUnit MINUTES = new CreditUnit("gpu-minutes");
    private static final List<String> PLANS = List.of("small", "large", "fresh");

    /**
     * @param repeatable whether it does nothing when it was done before
     * @param resumable whether it may be cut off and given again at once
     */
    record Command(String name, boolean repeatable, boolean resumable, Function<PrepaidWorld, Object> run) {

        /** What the caller is answered, his own mistakes included. */
        Object on(PrepaidWorld world) {
            try {
                return run.apply(world);
            } catch (IllegalArgumentException refused) {
                return String.valueOf(refused.getMessage());
            }
        }
    }

    private final Random random;
    private final HandClock clock;
    private final RandomPurchases purchases;
    private final List<String> grants = new ArrayList<>(List.of("plan/small/welcome"));
    private final List<String> holds = new ArrayList<>(List.of("none"));
    private final List<Submission> events = new ArrayList<>();
    private int count;

    RandomCredits(Random random, HandClock clock) {
        this.random = random;
        this.clock = clock;
        this.purchases = new RandomPurchases(random);
    }

    /** Moves the clock first, now and then by days. */
    Command next() {
        clock.advance(Duration.ofSeconds(random.nextInt(12) == 0 ? random.nextInt(600_000) : random.nextInt(900)));
        count++;
        return switch (random.nextInt(29)) {
            case 0, 1 -> grant();
            case 2 -> withdraw();
            case 3 -> correct();
            case 4, 5, 6, 7, 8, 9, 10, 11 -> purchases.next(count);
            case 12, 13, 14 -> hold();
            case 15, 16 -> extend();
            case 17 -> capture();
            case 18, 19 -> release();
            case 20 -> sell();
            case 21, 22 -> use();
            case 23 -> store();
            case 24 -> correctUsage();
            case 25 -> plan();
            case 26 -> line();
            case 27 ->
                new Command("settle", false, true, world -> {
                    world.engine.settleCredits().settle(ACME);
                    return DONE;
                });
            default ->
                new Command("close", false, true, world -> world.engine
                        .closePeriods()
                        .close(ACME)
                        .size());
        };
    }

    /** A command of the engine's, which may be repeated and cut off. */
    private static Command command(String name, Function<PrepaidWorld, Object> run) {
        return new Command(name, true, true, run);
    }

    // ---------------------------------------------------------------- grants

    private Command grant() {
        grants.add("g" + count);
        boolean bought = random.nextInt(3) == 0;
        Credits amount = amount(25);
        Optional<Instant> begins = sometimes(4, 200_000);
        Optional<Instant> ends = sometimes(2, 900_000).map(at -> at.plusSeconds(200_001));
        GrantOrder order = new GrantOrder(
                new GrantId("g" + count),
                bought ? LedgerAccount.PURCHASED : LedgerAccount.PROMOTIONAL,
                amount,
                random.nextInt(3) * 50,
                begins,
                ends,
                GrantScope.ANYTHING,
                bought
                        ? Optional.of(new Credits(amount(9).value(), DOLLARS))
                                .filter(paid -> !amount.unit().equals(DOLLARS))
                                .or(() -> Optional.of(amount))
                        : Optional.empty(),
                "");
        return command("grant", world -> world.engine.grantCredits().grant(ACME, order));
    }

    private Optional<Instant> sometimes(int oneIn, int within) {
        int seconds = 1 + random.nextInt(within);
        return random.nextInt(oneIn) == 0 ? Optional.of(clock.instant().plusSeconds(seconds)) : Optional.empty();
    }

    private Command withdraw() {
        GrantId id = new GrantId(lately(grants));
        return command("withdraw", world -> world.engine.grantCredits().withdraw(ACME, id));
    }

    private Command correct() {
        GrantId id = new GrantId(lately(grants));
        CommandKey key = new CommandKey("c" + count);
        BigDecimal to = amount(30).value();
        return command("correct", world -> world.engine
                .grantCredits()
                .correct(
                        ACME,
                        key,
                        id,
                        new Credits(
                                to,
                                world.engine
                                        .readCredits()
                                        .grant(ACME, id)
                                        .map(grant -> grant.amount().unit())
                                        .orElse(DOLLARS))));
    }

    private Command line() {
        Credits line =
                new Credits(BigDecimal.valueOf(random.nextInt(3) * 4L), random.nextBoolean() ? DOLLARS : MINUTES);
        return new Command("credit line", false, true, world -> {
            world.engine.grantCredits().setCreditLine(ACME, line);
            return DONE;
        });
    }

    // ---------------------------------------------------------------- holds and sales

    private Command hold() {
        holds.add("h" + count);
        HoldOrder order = new HoldOrder(
                new HoldId("h" + count),
                amount(12),
                SpendPurpose.GENERAL,
                Duration.ofSeconds(60 + random.nextInt(9_000)));
        return step("hold", new Step.Place(ACME, order));
    }

    private Command extend() {
        Instant until = clock.instant().plusSeconds(random.nextInt(9_000));
        return step("extend", new Step.Extend(ACME, new HoldId(lately(holds)), amount(18), until));
    }

    private Command capture() {
        return step("capture", new Step.Capture(ACME, new HoldId(lately(holds)), amount(14)));
    }

    private Command release() {
        return step("release", new Step.Release(ACME, new HoldId(lately(holds))));
    }

    private static Command step(String name, Step step) {
        return command(name, world -> world.engine.holdCredits().run(step));
    }

    private Command sell() {
        CommandKey key = new CommandKey("s" + count);
        Credits price = amount(9);
        return command(
                "sell", world -> world.engine.spendCredits().spend(ACME, key, "thing", price, SpendPurpose.GENERAL));
    }

    // ---------------------------------------------------------------- usage

    /** Every third is late. */
    private Command use() {
        Instant time =
                random.nextInt(3) == 0 ? clock.instant().minusSeconds(random.nextInt(1_500_000)) : clock.instant();
        return record("use", time, "used", Map.of("tokens", 1 + random.nextInt(2_500)));
    }

    private Command store() {
        return record("store", clock.instant(), "disk", Map.of("gb", random.nextInt(60), "disk", "a"));
    }

    private Command record(String name, Instant time, String type, Map<String, Object> data) {
        Submission event =
                new Submission(new EventKey("random", "e" + count), type, ACME.value(), time, Workbench.data(data));
        events.add(event);
        return command(name, world -> world.engine.recordUsage().record(List.of(event)));
    }

    private Command correctUsage() {
        if (events.isEmpty()) {
            return use();
        }
        Submission event = events.remove(random.nextInt(events.size()));
        CorrectUsage.Step step = event.type().equals("disk") || random.nextBoolean()
                ? new CorrectUsage.Step.Void(event.key())
                : new CorrectUsage.Step.Amend(
                        event.key(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Workbench.data(Map.of("tokens", 1 + random.nextInt(2_500)))));
        return command("correct usage", world -> world.engine
                .correctUsage()
                .correct(new CorrectUsage.Order(ACME, List.of(step), "test", "at random")));
    }

    // ---------------------------------------------------------------- plans

    private Command plan() {
        String plan = PLANS.get(random.nextInt(PLANS.size()));
        When when = random.nextInt(3) == 0 ? When.PERIOD_END : When.NOW;
        return new Command(
                "change plan",
                false,
                true,
                world -> world.engine.changeSubscription().change(MAIN, toPlan(plan, when)) instanceof Changed
                        ? DONE
                        : "refused");
    }

    // ---------------------------------------------------------------- chance

    private String lately(List<String> names) {
        int from = Math.max(0, names.size() - 3);
        return names.get(from + random.nextInt(names.size() - from));
    }

    /** Above 0; round numbers so that amounts meet, and now and then all twelve decimals. */
    private Credits amount(int most) {
        BigDecimal whole = BigDecimal.valueOf(1 + random.nextInt(most));
        BigDecimal part = random.nextInt(4) == 0 ? BigDecimal.valueOf(random.nextInt(1_000_000), 12) : BigDecimal.ZERO;
        return new Credits(whole.add(part), random.nextInt(4) == 0 ? MINUTES : DOLLARS);
    }
}
