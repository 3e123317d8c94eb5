package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an account's usage comes to on the meters at the provider: the quantities of the lines that an invoice of ours would
 * have. What credits pay is paid here, and not told.
 */
final class MeteredUse {

    private final AccountView view;
    private final Instant now;

    MeteredUse(AccountView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    /**
     * What a meter comes to in a period.
     *
     * @param until to when its charge belongs to the account's terms
     */
    record Sum(BigInteger total, Instant until) {}

    /** What one line has of it. */
    private record Part(Fraction quantity, Instant until) {

        Part plus(Part other) {
            return new Part(quantity.plus(other.quantity), until.isAfter(other.until) ? until : other.until);
        }
    }

    /** By the name of the meter; whatever was not used may be missing. */
    Map<String, Sum> of(UsageBurner.Main main) {
        Map<ProviderMeter, Part> parts = new HashMap<>();
        for (RatedLine line : UsageBurner.lines(view, main, now)) {
            if (line.kind() == RatedLine.Kind.USAGE && line.settlement() == Charge.Settlement.INVOICE) {
                parts.merge(
                        meter(view.plan(line.plan()), new ChargeKey(line.charge())),
                        new Part(line.quantity(), line.period().end()),
                        Part::plus);
            }
        }
        Map<String, Sum> sums = new TreeMap<>();
        parts.forEach((meter, part) ->
                sums.put(meter.name(), new Sum(meter.whole(part.quantity()).max(BigInteger.ZERO), part.until())));
        return sums;
    }

    /** The meters of the terms that hold now, with the period that their usage belongs to. */
    Map<String, Period> inForce() {
        Optional<Period> period = period();
        return period.isEmpty()
                ? Map.of()
                : charges(charge -> true).distinct().collect(Collectors.toMap(name -> name, name -> period.get()));
    }

    /** Of the main subscription; empty if there is none now. */
    Optional<Period> period() {
        return view.mainAt(now).map(main -> main.subscription().periodAt(now).actual());
    }

    /** When the last of the terms began that hold now. */
    Instant since() {
        return running()
                .map(subscription -> subscription.termAt(now).from())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** Whether something is used without an event. */
    boolean hasLevels() {
        return charges(charge -> charge.meter()
                        .map(view::meter)
                        .filter(meter -> meter.aggregation() == Aggregation.TIME_WEIGHTED)
                        .isPresent())
                .findAny()
                .isPresent();
    }

    /** When the next main subscription begins; empty if none is to begin. */
    Optional<Instant> beginsAt() {
        return view.subscriptions().stream()
                .filter(AccountView::isMain)
                .map(stored -> stored.subscription().startedAt())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    private Stream<String> charges(Predicate<Charge> which) {
        return running().map(this::plan).flatMap(plan -> plan.charges().stream()
                .filter(charge -> charge.meter().isPresent() && charge.settlement() == Charge.Settlement.INVOICE)
                .filter(which)
                .map(charge -> meter(plan, charge.key()).name()));
    }

    private Stream<Subscription> running() {
        return view.subscriptions().stream()
                .map(Subscribed::subscription)
                .filter(subscription -> subscription.runsAt(now));
    }

    private PlanVersion plan(Subscription subscription) {
        return view.plan(subscription.termAt(now).plan());
    }

    private ProviderMeter meter(PlanVersion plan, ChargeKey charge) {
        int decimals = plan.charges().stream()
                .filter(each -> each.key().equals(charge))
                .flatMap(each -> each.meter().stream())
                .map(key -> view.meter(key).decimals())
                .findFirst()
                .orElse(0);
        return ProviderMeter.of(plan.id().plan(), charge, decimals);
    }
}
