package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.CostOutcome;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.metering.EventKey;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** Takes raw responses of LLM providers in as usage, with what they cost us at the price book's prices of their time. */
public interface RecordProviderResponses {

    /** The type of the events that are recorded. */
    String EVENT_TYPE = "llm.response";

    /** The API flavour of a body that holds the attributes of an OpenTelemetry GenAI span instead of a response. */
    String OPEN_TELEMETRY = "opentelemetry";

    /** Answers per response, in their order. */
    List<Outcome> record(List<ProviderResponse> responses);

    /** The same for a sender who may speak for one account only, see {@link RecordUsage#recordFor}. */
    List<Outcome> recordFor(AccountId account, List<ProviderResponse> responses);

    /** The usage and cost of responses, stored nowhere. Key and subject are not looked at. */
    List<Outcome> price(List<ProviderResponse> responses);

    /**
     * @param provider as the price book knows it, for example {@code openai}; not looked at for OpenTelemetry, whose
     *     attributes name it
     * @param apiFlavor the API that answered, for example {@code chat} or {@code responses}; {@code ""} to find out
     * @param body the response as the provider sent it, JSON
     * @param dimensions attribution such as project, run or user
     */
    record ProviderResponse(
            EventKey key,
            String subject,
            Instant time,
            String provider,
            String apiFlavor,
            String body,
            SortedMap<String, String> dimensions) {}

    sealed interface Outcome {

        /**
         * What was read from the response.
         *
         * @param provider the provider's id in the price book
         * @param cost what it costs us, or why that is not known
         * @param recorded what recording it came to; {@code Accepted} also where nothing was to be recorded
         */
        record Understood(
                String provider, String model, TokenUsage usage, CostOutcome cost, RecordUsage.Outcome recorded)
                implements Outcome {}

        /** There is no usage in it; nothing was recorded. */
        record NotUnderstood(String field, String reason) implements Outcome {}
    }
}
