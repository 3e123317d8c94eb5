package dev.countinghouse.adapter.stripe;

import com.stripe.model.StripeCollection;
import com.stripe.model.billing.Meter;
import com.stripe.model.billing.MeterEventSummary;
import com.stripe.param.billing.MeterEventSummaryListParams;
import com.stripe.param.billing.MeterListParams;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.period.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
            find();
        }
        return Optional.ofNullable(ids.get(name));
    }

    private void find() {
        MeterListParams.Builder params =
                MeterListParams.builder().setLimit(PAGE).setStatus(MeterListParams.Status.ACTIVE);
        boolean goesOn = true;
        while (goesOn) {
            StripeCollection<Meter> page =
                    stripe.get("list meters", v1 -> v1.billing().meters().list(params.build()));
            List<Meter> meters = page.getData();
            meters.forEach(meter -> ids.put(meter.getEventName(), meter.getId()));
            goesOn = page.getHasMore() && !meters.isEmpty();
            if (goesOn) {
                params.setStartingAfter(meters.get(meters.size() - 1).getId());
            }
        }
    }

    BigInteger total(String meter, CustomerRef customer, Period window) {
        MeterEventSummaryListParams.Builder params = MeterEventSummaryListParams.builder()
                .setCustomer(customer.value())
                .setStartTime(window.start().getEpochSecond())
                .setEndTime(window.end().getEpochSecond())
                .setLimit(PAGE);
        BigDecimal total = BigDecimal.ZERO;
        boolean goesOn = true;
        while (goesOn) {
            StripeCollection<MeterEventSummary> page = stripe.get(
                    "add up meter " + meter,
                    v1 -> v1.billing().meters().eventSummaries().list(meter, params.build()));
            List<MeterEventSummary> summaries = page.getData();
            total = summaries.stream()
                    .map(MeterEventSummary::getAggregatedValue)
                    .reduce(total, BigDecimal::add);
            goesOn = page.getHasMore() && !summaries.isEmpty();
            if (goesOn) {
                params.setStartingAfter(summaries.get(summaries.size() - 1).getId());
            }
        }
        return total.toBigIntegerExact();
    }
}
