package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Quota;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Order;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Part;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Rate;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Slot;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The terms of an account as they were a moment ago, for calls that are decided without asking the storage. */
final class KnownTerms {

    /** How long the storage decides after it had too little to lend. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final CallTerms terms;
    private static final int MOST_TOLD = 1_000;

    private final Instant until;
    private final Map<MeterKey, Quota> quotas;

    /** What is available besides what was lent, as it was when it was lent. */
    private final Map<BoundKey, Fraction> beyond = new ConcurrentHashMap<>();

    private volatile Instant shortUntil = Instant.EPOCH;

    private KnownTerms(CallTerms terms, Instant until, Map<MeterKey, Quota> quotas) {
        this.terms = terms;
        this.until = until;
        this.quotas = quotas;
    }

    /** In a transaction: what was used is read of the meters that calls have asked for so far. */
    static KnownTerms of(CallTerms terms, Instant freshUntil, Call call, Optional<KnownTerms> before) {
        Map<MeterKey, Quota> quotas = new TreeMap<>();
        terms.meters(terms.event(call)).forEach(meter -> quotas.put(meter.key(), terms.quota(meter)));
        before.ifPresent(old -> old.quotas.keySet().forEach(key -> terms.meter(key)
                .ifPresent(meter -> quotas.put(key, terms.quota(meter)))));
        Instant change = terms.changesAt();
        KnownTerms known = new KnownTerms(terms, change.isBefore(freshUntil) ? change : freshUntil, Map.copyOf(quotas));
        // only for what is told besides: where there are many, as with a limit for each user, it is not carried on
        before.filter(old -> old.beyond.size() < MOST_TOLD).ifPresent(old -> known.beyond.putAll(old.beyond));
        return known;
    }

    boolean holds(Instant now) {
        return now.isBefore(until);
    }

    boolean covers(Call call, Instant now) {
        if (!holds(now) || !terms.admits(call)) {
            return false;
        }
        List<Meter> meters = terms.meters(terms.event(call));
        return meters.stream().allMatch(meter -> quotas.containsKey(meter.key()));
    }

    void isShort(Instant now) {
        shortUntil = now.plus(SHORT);
    }

    void lent(BoundKey bound, Fraction besides) {
        beyond.put(bound, besides);
    }

    /** What a call takes of leases, rates and slots; empty if the storage has to decide it. */
    Optional<Order> order(Call call, Instant now, Instant expiresAt) {
        if (now.isBefore(shortUntil) || !terms.budgetsOf(call).isEmpty() || terms.isPaidWithCredits(call)) {
            return Optional.empty();
        }
        Order rates = rates(call, now, expiresAt);
        return Optional.of(new Order(call, now, expiresAt, parts(call, now), rates.rates(), rates.slots()));
    }

    Set<BoundKey> leased(Call call, Instant now) {
        return parts(call, now).stream().map(Part::bound).collect(Collectors.toSet());
    }

    private List<Part> parts(Call call, Instant now) {
        UsageEvent event = terms.event(call);
        List<Part> parts = new ArrayList<>();
        for (Meter meter : terms.meters(event)) {
            Quota quota = Optional.ofNullable(quotas.get(meter.key())).orElseThrow();
            Fraction wanted = CallTerms.value(meter, event);
            if (quota.ceiling(now).isPresent() && wanted.signum() > 0) {
                parts.add(new Part(BoundKey.of(meter.key()), wanted));
            }
        }
        terms.limits().wants(event, now).stream()
                .filter(want -> want.kind() == Bound.Kind.LIMIT && want.wanted().signum() > 0)
                .forEach(want -> parts.add(new Part(want.key(), want.wanted())));
        return parts;
    }

    Order rates(Call call, Instant now, Instant expiresAt) {
        List<Rate> rates = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        for (LimitTerms.Want want : terms.limits().wants(terms.event(call), now)) {
            if (want.kind() == Bound.Kind.CONCURRENCY) {
                slots.add(new Slot(want.key(), want.limit().most().wholeOr(Long.MAX_VALUE)));
            } else if (want.kind() == Bound.Kind.RATE) {
                Period window = want.window().orElseThrow();
                rates.add(new Rate(want.key(), want.wanted(), want.limit().most(), window.start(), window.end()));
            }
        }
        return new Order(call, now, expiresAt, List.of(), rates, slots);
    }

    SortedMap<BoundKey, Drawn> drawn(Order order) {
        SortedMap<BoundKey, Drawn> drawn = new TreeMap<>();
        order.parts().forEach(part -> drawn.put(part.bound(), new Drawn(0, part.quantity())));
        return drawn;
    }

    // ---------------------------------------------------------------- what is told

    /**
     * @param left of what the holder has, after the call was admitted
     * @param used of what refuses it
     */
    Decision decision(Order order, Map<BoundKey, Fraction> left, Map<BoundKey, Fraction> used) {
        Call call = order.call();
        UsageEvent event = terms.event(call);
        List<Standing> standings = new ArrayList<>();
        for (Meter meter : terms.meters(event)) {
            Quota quota = Optional.ofNullable(quotas.get(meter.key())).orElseThrow();
            Bound.Included bound = new Bound.Included(BoundKey.of(meter.key()), quota, CallTerms.value(meter, event));
            standings.add(told(bound.standing(Fraction.ZERO, order.now()), left));
        }
        for (LimitTerms.Want want : terms.limits().wants(event, order.now())) {
            Fraction most = want.limit().most();
            Fraction counted = Optional.ofNullable(used.get(want.key())).orElse(Fraction.ZERO);
            Bound.Ceiling bound = new Bound.Ceiling(
                    want.key(),
                    want.kind(),
                    most,
                    counted,
                    want.wanted(),
                    want.window().map(Period::end));
            standings.add(told(bound.standing(Fraction.ZERO, order.now()), left));
        }
        return Judgement.decided(
                standings, terms.price(call), terms.running().segment().plan().upgrades());
    }

    /** What the holder has left is exact; what is available besides is as it was when it was lent. */
    private Standing told(Standing said, Map<BoundKey, Fraction> left) {
        Fraction remaining = left.get(said.bound());
        if (remaining == null) {
            return said;
        }
        Fraction all =
                remaining.plus(Optional.ofNullable(beyond.get(said.bound())).orElse(Fraction.ZERO));
        Fraction used = said.limit().fold(most -> most.minus(all).max(Fraction.ZERO), said::used);
        return new Standing(
                said.bound(),
                said.kind(),
                said.limit(),
                used,
                said.wanted(),
                new Limit.Units(all.max(Fraction.ZERO)),
                said.resetsAt(),
                new Verdict.Within());
    }
}
