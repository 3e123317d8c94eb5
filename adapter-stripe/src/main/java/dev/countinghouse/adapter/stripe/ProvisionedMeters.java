package dev.countinghouse.adapter.stripe;

import com.stripe.model.billing.Meter;
import com.stripe.param.billing.MeterCreateParams;
import com.stripe.param.billing.MeterListParams;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found.State;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Meters, told apart by the name of their events. They cannot be deleted; of one name one is active at most. */
final class ProvisionedMeters {

    /** Where an event says whose it is and how much, as Stripe itself calls it. */
    static final String CUSTOMER = "stripe_customer_id";

    static final String VALUE = "value";

    private static final String ACTIVE = "active";

    private final StripeConnection stripe;

    ProvisionedMeters(StripeConnection stripe) {
        this.stripe = stripe;
    }

    List<Found> find(List<ProviderMeter> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<String, Meter> meters = byName();
        return wanted.stream()
                .flatMap(meter ->
                        Optional.ofNullable(meters.get(meter.name())).map(there -> found(meter, there)).stream())
                .toList();
    }

    Optional<Found> find(ProviderMeter wanted) {
        return find(List.of(wanted)).stream().findFirst();
    }

    private Map<String, Meter> byName() {
        Map<String, Meter> meters = new LinkedHashMap<>();
        StripeMeters.list(stripe, MeterListParams.builder())
                .forEach(meter ->
                        meters.merge(meter.getEventName(), meter, (one, other) -> isActive(one) ? one : other));
        return meters;
    }

    private static boolean isActive(Meter meter) {
        return ACTIVE.equals(meter.getStatus());
    }

    private static Found found(ProviderMeter wanted, Meter meter) {
        ProviderItem.Key key = ProviderItem.meterKey(wanted);
        boolean isOurs = "sum".equals(meter.getDefaultAggregation().getFormula())
                && CUSTOMER.equals(meter.getCustomerMapping().getEventPayloadKey())
                && VALUE.equals(meter.getValueSettings().getEventPayloadKey());
        if (!isOurs && isActive(meter)) {
            return new Found(
                    key,
                    meter.getId(),
                    "it counts otherwise than by the sum of '" + VALUE + "' for '" + CUSTOMER
                            + "': deactivate it at Stripe, or give plan or charge another key",
                    State.FOREIGN);
        }
        return new Found(key, meter.getId(), ProviderMeter.TEXT, isActive(meter) ? State.ACTIVE : State.PUT_AWAY);
    }

    Found put(ProviderMeter meter) {
        Optional<Found> before = find(meter);
        if (before.isEmpty()) {
            return create(meter);
        }
        Found found = before.get();
        StripePriceGateway.requireOurs(found);
        if (found.state() == State.PUT_AWAY) {
            stripe.get(
                    "reactivate meter " + found.reference(),
                    v1 -> v1.billing().meters().reactivate(found.reference()));
        }
        return StripePriceGateway.active(found);
    }

    private Found create(ProviderMeter meter) {
        MeterCreateParams params = MeterCreateParams.builder()
                .setEventName(meter.name())
                .setDisplayName(meter.name())
                .setDefaultAggregation(MeterCreateParams.DefaultAggregation.builder()
                        .setFormula(MeterCreateParams.DefaultAggregation.Formula.SUM)
                        .build())
                .setCustomerMapping(MeterCreateParams.CustomerMapping.builder()
                        .setType(MeterCreateParams.CustomerMapping.Type.BY_ID)
                        .setEventPayloadKey(CUSTOMER)
                        .build())
                .setValueSettings(MeterCreateParams.ValueSettings.builder()
                        .setEventPayloadKey(VALUE)
                        .build())
                .build();
        try {
            Meter made = stripe.make(
                    "make meter " + meter.name(),
                    StripeIds.call("meter", meter.name()),
                    Optional::empty,
                    (v1, once) -> v1.billing().meters().create(params, once));
            return found(meter, made);
        } catch (StripeRefusal refusal) {
            return find(meter)
                    .filter(found -> found.state() == State.ACTIVE)
                    .orElseThrow(() -> StripeConnection.unexpected("make meter " + meter.name(), refusal));
        }
    }
}
