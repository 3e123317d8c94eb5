package dev.countinghouse.adapter.stripe;

import com.stripe.model.billing.Meter;
import com.stripe.model.billing.MeterEventSummary;
import com.stripe.param.billing.MeterEventSummaryListParams;
import com.stripe.param.billing.MeterListParams;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.period.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Meters at Stripe, found by the name of their events, and what they add up to. A meter keeps its name and is never deleted. */
final class StripeMeters {

    private static final long PAGE = 100;

    private final StripeConnection stripe;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    StripeMeters(StripeConnection stripe) {
        this.stripe = stripe;
    }

    /** Of the active one; one that was found is remembered, one that was not is looked for again. */
    Optional<String> idOf(String name) {
        if (!ids.containsKey(name)) {
            list(stripe, MeterListParams.builder().setStatus(MeterListParams.Status.ACTIVE))
                    .forEach(meter -> ids.put(meter.getEventName(), meter.getId()));
        }
        return Optional.ofNullable(ids.get(name));
    }

    static Stream<Meter> list(StripeConnection stripe, MeterListParams.Builder params) {
        params.setLimit(PAGE);
        return stripe.list("list meters", params::setStartingAfter, v1 -> v1.billing()
                .meters()
                .list(params.build()));
    }

    BigInteger total(String meter, CustomerRef customer, Period window) {
        MeterEventSummaryListParams.Builder params = MeterEventSummaryListParams.builder()
                .setCustomer(customer.value())
                .setStartTime(window.start().getEpochSecond())
                .setEndTime(window.end().getEpochSecond())
                .setLimit(PAGE);
        return stripe.list(
                        "add up meter " + meter,
                        params::setStartingAfter,
                        v1 -> v1.billing().meters().eventSummaries().list(meter, params.build()))
                .map(MeterEventSummary::getAggregatedValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toBigIntegerExact();
    }
}
