package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import java.time.Instant;
import java.util.SortedMap;

/**
 * Tells what a call of a language model may use before it runs, and what it has used after, as the usage event that {@link
 * RecordProviderResponses} would record: so meters, prices and the price book weigh all of it alike.
 */
public interface WeighModelCalls {

    /**
     * @param inputTokens of the prompt, as counted or estimated by the caller
     * @param mostOutputTokens that the model is allowed to answer with
     * @param dimensions attribution such as project, run or user
     */
    record Expected(
            String provider,
            String model,
            long inputTokens,
            long mostOutputTokens,
            SortedMap<String, String> dimensions) {

        public Expected {
            if (inputTokens < 0 || mostOutputTokens < 0) {
                throw new IllegalArgumentException("inputTokens is " + inputTokens + " and mostOutputTokens "
                        + mostOutputTokens + ", neither may be below 0");
            }
        }
    }

    /** @param at when it is made; its cost is that of the price book of then */
    Call before(
            ReservationId id, AccountId account, Expected expected, SortedMap<FeatureKey, String> features, Instant at);

    /** Of a response as the provider sent it; its key and subject are not looked at. */
    Weighed after(ProviderResponse response);

    sealed interface Weighed {

        record Used(EventData data) implements Weighed {}

        /** There is no usage in it. */
        record NotUnderstood(String field, String reason) implements Weighed {}
    }
}
