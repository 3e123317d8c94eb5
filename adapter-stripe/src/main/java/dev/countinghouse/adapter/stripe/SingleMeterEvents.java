package dev.countinghouse.adapter.stripe;

import com.stripe.param.billing.MeterEventCreateParams;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.report.UsageReport;

/**
 * One call for each event. Each try has an idempotency key of its own, because Stripe would answer a failure of its own again
 * for a day; it is the id that is counted once.
 */
final class SingleMeterEvents implements MeterEvents {

    private final StripeConnection stripe;
    private final Pace pace;

    SingleMeterEvents(StripeConnection stripe) {
        this.stripe = stripe;
        this.pace = new Pace(stripe::pause);
    }

    @Override
    public void send(UsageReport report, CustomerRef customer) throws StripeRefusal {
        MeterEventCreateParams params = MeterEventCreateParams.builder()
                .setEventName(report.meter())
                .setIdentifier(report.id().value())
                .setTimestamp(report.at().getEpochSecond())
                .putPayload(CUSTOMER, customer.value())
                .putPayload(VALUE, report.difference().toString())
                .build();
        String key = "meter:" + report.id() + ":" + report.progress().tries();
        pace.await();
        stripe.ask(
                "count report " + report.id(),
                v1 -> v1.billing().meterEvents().create(params, StripeConnection.once(key)));
    }
}
