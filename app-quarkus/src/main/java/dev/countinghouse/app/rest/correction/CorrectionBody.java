package dev.countinghouse.app.rest.correction;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.Correction;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Correction", description = "A change to recorded usage as it was written down; it never changes")
public record CorrectionBody(
        @Schema(
                        description = "voided, amended, reinstated, taken_back, backfill_applied or backfill_reverted",
                        examples = "voided")
                String kind,
        @Schema(description = "Of the event; absent of a whole backfill") @Nullable String source,
        @Nullable String id,
        @Schema(description = "As it counted; absent where it did not") @Nullable EventBody before,
        @Schema(description = "As it counts from then on; absent where it does not") @Nullable EventBody after,
        @Nullable String backfill,
        @Schema(description = "How many events it is about", examples = "1") long events,
        @Schema(description = "The id of the key that it was done with") String actor,
        String reason,
        Instant at) {

    /** @param data scalars by path, numbers as decimal texts */
    @Schema(name = "CorrectedEvent")
    public record EventBody(
            String type,
            String subject,
            Instant time,
            @Schema(description = "Values by path, as texts") Map<String, String> data) {

        static EventBody of(UsageEvent event) {
            Map<String, String> data = new TreeMap<>();
            for (Map.Entry<String, Value> entry : event.data().values().entrySet()) {
                data.put(entry.getKey(), entry.getValue().asText());
            }
            return new EventBody(event.type(), event.subject(), event.time(), data);
        }
    }

    static CorrectionBody of(Correction correction) {
        UsageChange change = correction.change();
        return new CorrectionBody(
                Fields.word(change.kind()),
                orNull(change.key().map(EventKey::source)),
                orNull(change.key().map(EventKey::id)),
                orNull(change.before().map(EventBody::of)),
                orNull(change.after().map(EventBody::of)),
                orNull(change.backfill().map(BackfillId::value)),
                change.events(),
                correction.warrant().actor(),
                correction.warrant().reason(),
                correction.warrant().at());
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.isPresent() ? value.get() : null;
    }
}
