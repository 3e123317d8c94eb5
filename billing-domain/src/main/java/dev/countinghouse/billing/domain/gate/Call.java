package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is about to be done, told as the usage event that it will become.
 *
 * @param type of that event
 * @param data what it will carry, with the most that the call may use: its model, its user, its tokens
 * @param features that the account must be entitled to, each with the value that is wanted of it, {@code ""} for none
 */
public record Call(
        ReservationId id, AccountId account, String type, EventData data, SortedMap<FeatureKey, String> features) {

    /** The source of the events that calls become; with the call's id it is their key. */
    public static final String SOURCE = "countinghouse/gate";

    public Call {
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
    }

    /**
     * A call that uses so many units of one meter.
     *
     * @param quantity what the meter adds up; 1 where it counts calls
     * @param dimensions what its usage will carry
     * @throws IllegalArgumentException for a meter that does not add up, or a quantity that it cannot count
     */
    public static Call of(
            ReservationId id,
            AccountId account,
            Meter meter,
            Fraction quantity,
            Map<String, String> dimensions,
            SortedMap<FeatureKey, String> features) {
        if (quantity.signum() < 0) {
            throw new IllegalArgumentException("quantity is " + quantity + " of meter " + meter.key()
                    + ", it must be 0 or more: usage is taken back by a correction");
        }
        Map<String, Value> data = new TreeMap<>();
        dimensions.forEach((name, value) -> data.put(name, new Value.Text(value)));
        if (meter.aggregation() == Aggregation.SUM) {
            data.put(meter.property(), new Value.Numeric(new BigDecimal(quantity.toString())));
        } else if (meter.aggregation() != Aggregation.COUNT || !quantity.equals(Fraction.ONE)) {
            throw new IllegalArgumentException(
                    "quantity is " + quantity + " of meter " + meter.key() + ", which counts by " + meter.aggregation()
                            + ": a call takes 1 of a COUNT or a quantity of a SUM");
        }
        return new Call(id, account, meter.eventType(), EventData.of(data), features);
    }

    /** The usage it comes to, if it is so much. */
    public UsageEvent event(EventData used, Instant at) {
        return new UsageEvent(account, new EventKey(SOURCE, id.value()), type, account.value(), at, used);
    }
}
