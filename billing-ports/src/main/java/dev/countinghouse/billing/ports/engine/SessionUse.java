package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.session.SessionOrder;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.RunSessions.Outcome.Refused;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A session as usage: the event that its time becomes, and what that costs on top of what was used in the period. The price
 * before, while and after is the difference that the event makes to the lines of the period.
 */
final class SessionUse {

    static final String SOURCE = "countinghouse/sessions";

    private final AccountView view;
    private final SessionOrder order;
    private final Meter meter;

    SessionUse(AccountView view, SessionOrder order) {
        this.view = view;
        this.order = order;
        this.meter = Lookups.meter(view.catalogue(), order.meter());
    }

    UsageEvent event(long seconds, Instant at) {
        Map<String, Value> data = new TreeMap<>();
        order.attributes().forEach((name, value) -> data.put(name, new Value.Text(value)));
        data.put(meter.property(), new Value.Numeric(BigDecimal.valueOf(seconds)));
        return new UsageEvent(
                order.account(),
                new EventKey(SOURCE, order.id().value()),
                meter.eventType(),
                order.account().value(),
                at,
                EventData.of(data));
    }

    /** What so many seconds cost as of an instant, which has to be in a running subscription. */
    Credits price(long seconds, Instant at) {
        UsageBurner.Main main = main(at).orElseThrow();
        Credits before = UsageBurner.total(view, main, meter.key(), at);
        return UsageBurner.total(view.supposing(event(seconds, at)), main, meter.key(), at)
                .minus(before);
    }

    Optional<UsageBurner.Main> main(Instant at) {
        return view.mainAt(at)
                .map(Subscribed::subscription)
                .map(subscription -> new UsageBurner.Main(subscription, subscription.periodAt(at)));
    }

    /** Why it cannot be started; empty if it can. */
    Optional<Refused> obstacle(Instant at) {
        if (meter.aggregation() != Aggregation.SUM || !meter.unit().equals("second")) {
            return refused(
                    "meter",
                    "meter " + meter.key() + " counts " + meter.unit() + " by " + meter.aggregation()
                            + ", a session needs one that adds up seconds");
        }
        Optional<String> unknown = order.attributes().keySet().stream()
                .filter(meter.property()::equals)
                .findFirst();
        if (unknown.isPresent()) {
            return refused("attributes." + unknown.get(), "it is what the seconds are counted in");
        }
        UsageEvent event = event(1, at);
        if (!meter.matches(event) || meter.defectOf(event).isPresent()) {
            return refused(
                    "attributes",
                    meter.defectOf(event)
                            .orElse("meter " + meter.key() + " does not count usage with " + order.attributes()));
        }
        return unpaid(at);
    }

    private Optional<Refused> unpaid(Instant at) {
        Optional<Subscribed> main = view.mainAt(at);
        if (main.isEmpty() || !main.get().subscription().state(at).admitsUsage()) {
            return refused("account", "account " + order.account() + " has no running subscription at " + at);
        }
        boolean paid = view.plan(main.get().subscription().termAt(at).plan()).charges().stream()
                .anyMatch(charge -> charge.meter().filter(meter.key()::equals).isPresent()
                        && charge.settlement() == Charge.Settlement.CREDITS);
        return paid
                ? Optional.empty()
                : refused(
                        "meter",
                        "plan " + main.get().subscription().termAt(at).plan() + " of account " + order.account()
                                + " does not pay meter " + meter.key() + " with credits");
    }

    private static Optional<Refused> refused(String field, String reason) {
        return Optional.of(new Refused(field, reason));
    }
}
