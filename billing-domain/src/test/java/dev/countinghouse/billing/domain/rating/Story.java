package dev.countinghouse.billing.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Segments;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One account in one zone: its plans, what it did, what it used, and the lines that come of it. */
public final class Story {

    public static final AccountId ACCOUNT = new AccountId("acme");

    private final ZoneId zone;
    private final Map<PlanVersionId, PlanVersion> plans = new HashMap<>();
    private final List<Subscription> addOns = new ArrayList<>();
    private final List<UsageEvent> events = new ArrayList<>();
    private Subscription main;

    private Story(ZoneId zone, PlanVersion plan, String at, Lifecycle.Anchor anchor, boolean withTrial) {
        this.zone = zone;
        plans.put(plan.id(), plan);
        SubscriptionId id = new SubscriptionId("main");
        this.main = Lifecycle.start(id, ACCOUNT, plan, 1, at(at), zone, anchor, withTrial);
    }

    public static Story starts(PlanVersion plan, String at) {
        return new Story(ZoneId.of("UTC"), plan, at, Lifecycle.Anchor.START, false);
    }

    public static Story startsWithTrial(PlanVersion plan, String at) {
        return new Story(ZoneId.of("UTC"), plan, at, Lifecycle.Anchor.START, true);
    }

    public static Story starts(ZoneId zone, Lifecycle.Anchor anchor, PlanVersion plan, String at) {
        return new Story(zone, plan, at, anchor, false);
    }

    /** A local date, or date and time. */
    public Instant at(String text) {
        LocalDateTime local = text.contains("T")
                ? LocalDateTime.parse(text)
                : LocalDate.parse(text).atStartOfDay();
        return local.atZone(zone).toInstant();
    }

    public Subscription main() {
        return main;
    }

    public Story changes(PlanVersion to, long quantity, String at) {
        return does(Lifecycle.changeNow(main, planAt(at), know(to), quantity, at(at)));
    }

    public Story changesAtPeriodEnd(PlanVersion to, long quantity, String at) {
        return does(Lifecycle.changeAtPeriodEnd(main, planAt(at), know(to), quantity, at(at)));
    }

    public Story cancels(String at, boolean creditUnused) {
        return does(Lifecycle.cancelNow(main, at(at), creditUnused));
    }

    public Story cancelsAtPeriodEnd(String at) {
        return does(Lifecycle.cancelAtPeriodEnd(main, planAt(at), at(at)));
    }

    public Story pauses(String at) {
        return does(Lifecycle.pause(main, at(at)));
    }

    public Story resumes(String at) {
        return does(Lifecycle.resume(main, at(at)));
    }

    public Story does(SubscriptionChange change) {
        assertThat(change).isInstanceOf(SubscriptionChange.Changed.class);
        main = ((SubscriptionChange.Changed) change).subscription();
        return this;
    }

    public Story addsOn(PlanVersion plan, long quantity, String from, String until) {
        SubscriptionId id = new SubscriptionId("add-on-" + addOns.size());
        Subscription addOn = Lifecycle.startAddOn(id, main, know(plan), quantity, at(from));
        addOns.add(
                until.isEmpty()
                        ? addOn
                        : ((SubscriptionChange.Changed) Lifecycle.cancelNow(addOn, at(until), true)).subscription());
        return this;
    }

    public List<Subscription> addOns() {
        return addOns;
    }

    /** So many events of one unit each would be slow: one event carries the whole quantity. */
    public Story uses(String meter, String quantity, String at) {
        return uses(meter, quantity, at, "");
    }

    public Story uses(String meter, String quantity, String at, String model) {
        Value value = meter.equals("unique") ? new Value.Text(quantity) : new Value.Numeric(new BigDecimal(quantity));
        EventData data = EventData.of(Map.of("value", value, "model", new Value.Text(model)));
        EventKey key = new EventKey("test", "event-" + events.size());
        events.add(new UsageEvent(ACCOUNT, key, meter, "acme", at(at), data));
        return this;
    }

    public List<UsageEvent> events() {
        return events;
    }

    /** Every aggregation is a meter of that name; it counts the events whose type is that name. */
    public static Meter meter(MeterKey key) {
        Aggregation aggregation = Aggregation.valueOf(key.value().toUpperCase(Locale.ROOT));
        String property = aggregation.needsProperty() ? "value" : "";
        return new Meter(
                key, key.value(), "unit", key.value(), aggregation, property, "", Filter.ALL, List.of("model"));
    }

    public PlanVersion planAt(String at) {
        return plans.get(main.termAt(at(at)).plan());
    }

    private PlanVersion know(PlanVersion plan) {
        plans.put(plan.id(), plan);
        return plan;
    }

    public BillingPeriod periodAt(String at) {
        return main.periodAt(at(at));
    }

    public List<Segment> segmentsAt(String at) {
        return Segments.of(main, addOns, plans::get, periodAt(at));
    }

    public List<RatedLine> usageAsOf(String inPeriod, Instant asOf) {
        return new Rater(Story::meter, true).rate(main.id(), segmentsAt(inPeriod), new EventUsage(events), asOf);
    }

    public FeeLines fees() {
        return new FeeLines(main, plans::get);
    }

    public FeeLines feesOf(Subscription subscription) {
        return new FeeLines(subscription, plans::get);
    }

    /** What the invoice that closes the period holds: usage, what changed in it, fees for the next one. */
    public List<RatedLine> closing(String inPeriod) {
        BillingPeriod period = periodAt(inPeriod);
        Period actual = period.actual();
        List<RatedLine> lines = new ArrayList<>(usageAsOf(inPeriod, actual.end()));
        lines.addAll(fees().inArrears(segmentsAt(inPeriod)));
        lines.addAll(fees().prorations(period));
        lines.addAll(fees().inAdvanceAt(actual.end()));
        return lines;
    }

    /** Lines as people read them: {@code pro base -15.00}. */
    public static List<String> settled(List<RatedLine> lines) {
        return lines.stream()
                .map(line -> line.plan().plan() + " " + line.charge() + " "
                        + line.amount().settle().toDecimal())
                .toList();
    }
}
