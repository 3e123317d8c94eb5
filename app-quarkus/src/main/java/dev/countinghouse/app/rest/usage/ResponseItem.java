package dev.countinghouse.app.rest.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.countinghouse.app.rest.body.CostBody;
import dev.countinghouse.billing.domain.cost.CostOutcome;
import dev.countinghouse.billing.domain.cost.UsageKind;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.Outcome;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was found in one response of a provider. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ResponseItem", description = "What was found in one response of a provider, and what it costs")
public record ResponseItem(
        @Nullable String id,
        @Nullable String source,
        Status status,
        @Schema(description = "Of a recorded one, how many meters count it") @Nullable Integer matched,
        @Schema(description = "As the price book names it", examples = "openai") @Nullable String provider,
        @Schema(description = "As the response names it", examples = "gpt-4o") @Nullable String model,
        @Schema(
                        description = "Counts by kind of usage. They overlap: input_tokens includes cache_read_tokens",
                        examples = "{\"input_tokens\": 1000, \"output_tokens\": 200}")
                @Nullable
                Map<String, Long> usage,
        @Schema(description = "Whether we counted with a tokenizer, because the provider counted nothing") @Nullable
                Boolean estimated,
        @Schema(description = "Absent if there is no price; reason says why") @Nullable CostBody cost,
        @Schema(description = "Kinds that were used and that the price book has no price for") @Nullable
                List<String> unpriced,
        @Schema(description = "Of a rejected one, what is wrong") @Nullable String field,
        @Schema(description = "Why it was rejected or has no price") @Nullable String reason) {

    @Schema(
            name = "ResponseStatus",
            description = "Recording: accepted, duplicate, conflict or rejected, as of events. Pricing only: priced, "
                    + "unpriced (understood, but the price book has no price) or rejected.")
    public enum Status {
        ACCEPTED,
        DUPLICATE,
        CONFLICT,
        PRICED,
        UNPRICED,
        REJECTED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ResponseItem rejected(@Nullable String id, @Nullable String source, String field, String reason) {
        return new ResponseItem(id, source, Status.REJECTED, null, null, null, null, null, null, null, field, reason);
    }

    static ResponseItem priced(@Nullable String id, @Nullable String source, Outcome outcome) {
        if (outcome instanceof Outcome.NotUnderstood not) {
            return rejected(id, source, not.field(), not.reason());
        }
        Outcome.Understood understood = (Outcome.Understood) outcome;
        boolean hasPrice = understood.cost() instanceof CostOutcome.Priced;
        return understood(id, source, hasPrice ? Status.PRICED : Status.UNPRICED, null, understood);
    }

    static ResponseItem recorded(@Nullable String id, @Nullable String source, Outcome outcome) {
        if (outcome instanceof Outcome.NotUnderstood not) {
            return rejected(id, source, not.field(), not.reason());
        }
        Outcome.Understood understood = (Outcome.Understood) outcome;
        RecordUsage.Outcome recorded = understood.recorded();
        if (recorded instanceof RecordUsage.Outcome.Rejected rejected) {
            return rejected(id, source, rejected.field(), rejected.reason());
        }
        Integer matched = recorded instanceof RecordUsage.Outcome.Accepted accepted ? accepted.matched() : null;
        Status status = Status.valueOf(EventItem.status(recorded).name());
        return understood(id, source, status, matched, understood);
    }

    private static ResponseItem understood(
            @Nullable String id,
            @Nullable String source,
            Status status,
            @Nullable Integer matched,
            Outcome.Understood understood) {
        Map<String, Long> usage = new TreeMap<>();
        understood.usage().counts().forEach((kind, count) -> usage.put(kind.countName(), count));
        CostOutcome cost = understood.cost();
        CostOutcome.Priced priced = cost instanceof CostOutcome.Priced it ? it : null;
        return new ResponseItem(
                id,
                source,
                status,
                matched,
                understood.provider(),
                understood.model(),
                usage,
                understood.usage().estimated() ? Boolean.TRUE : null,
                priced == null ? null : CostBody.of(priced.cost()),
                priced == null || priced.cost().unpriced().isEmpty()
                        ? null
                        : priced.cost().unpriced().stream()
                                .map(UsageKind::countName)
                                .toList(),
                null,
                whyNoPrice(cost));
    }

    private static @Nullable String whyNoPrice(CostOutcome cost) {
        return cost.<@Nullable String>fold(
                priced -> null,
                unknown -> "the price book has no model '" + unknown.ref().model() + "' of " + unknown.provider(),
                unknown -> "the price book has no provider '" + unknown.ref().provider() + "'",
                contradictory -> contradictory.reason());
    }
}
