package dev.countinghouse.billing.ports.catalogue;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.pricing.ChargedUse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Use made up for a test: a quantity in one group of dimension values, or events one by one. */
final class Use implements ChargedUse {

    private static final AccountId ACCOUNT = new AccountId("acme");

    private final Fraction quantity;
    private final Map<String, String> dimensions;
    private final List<UsageEvent> events = new ArrayList<>();

    private Use(Fraction quantity, Map<String, String> dimensions) {
        this.quantity = quantity;
        this.dimensions = dimensions;
    }

    static Use of(String quantity) {
        return of(quantity, Map.of());
    }

    static Use of(String quantity, Map<String, String> dimensions) {
        return new Use(Fraction.parse(quantity), dimensions);
    }

    static Use ofEvents() {
        return of("0");
    }

    /** Adds an event whose {@code property} holds {@code number}, which is also what the meter takes from it. */
    Use event(String time, String property, String number) {
        EventKey key = new EventKey("test", "event-" + events.size());
        EventData data = EventData.of(Map.of(property, new Value.Numeric(new BigDecimal(number))));
        events.add(new UsageEvent(ACCOUNT, key, "test", "customer", Instant.parse(time), data));
        return this;
    }

    @Override
    public Fraction before() {
        return Fraction.ZERO;
    }

    @Override
    public Fraction quantity() {
        return quantity;
    }

    @Override
    public boolean fresh() {
        return true;
    }

    @Override
    public SortedMap<Group, Fraction> quantitiesBy(List<String> names) {
        Group group = new Group(
                names.stream().map(name -> dimensions.getOrDefault(name, "")).toList());
        return new TreeMap<>(Map.of(group, quantity));
    }

    @Override
    public void visit(Visitor visitor) {
        for (UsageEvent event : events) {
            Value value = event.data().values().values().iterator().next();
            visitor.event(event, Fraction.parse(value.asText()), true);
        }
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }
}
