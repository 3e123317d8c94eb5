package dev.countinghouse.app.rest.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.EventBody;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.metering.EventData;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Reservation", description = "A call that was admitted, and what has become of it")
public record ReservationBody(
        @Schema(examples = "req-4711") String id,
        @Schema(enumeration = {"open", "captured", "released", "expired"}) String state,
        @Schema(description = "Of its usage event", examples = "llm.tokens") String type,
        @Schema(description = "What was taken for it, each value by its path", examples = "{\"tokens\": 1200}")
                Map<String, Object> data,
        @Schema(description = "That it needs") Map<String, String> features,
        Instant admittedAt,
        @Schema(description = "What it took is free from then on, if nobody has settled it") Instant expiresAt,
        @Schema(description = "When it was captured or released") @Nullable Instant settledAt,
        @Schema(description = "Of one that was captured: what was recorded") @Nullable Map<String, Object> used,
        @Schema(description = "Of one that was captured: whether that was after its time") @Nullable Boolean late) {

    static ReservationBody of(Reservation reservation, Instant now) {
        Optional<Reservation.Settled> settled = reservation.settled();
        Optional<EventData> used = settled.flatMap(Reservation.Settled::used);
        SortedMap<String, String> features = new TreeMap<>();
        reservation.call().features().forEach((feature, value) -> features.put(feature.value(), value));
        return new ReservationBody(
                reservation.call().id().value(),
                Fields.word(reservation.state(now)),
                reservation.call().type(),
                EventBody.data(reservation.call().data()),
                features,
                reservation.admittedAt(),
                reservation.expiresAt(),
                settled.map(Reservation.Settled::at).orElse(null),
                used.map(EventBody::data).orElse(null),
                used.isPresent() ? settled.orElseThrow().late() : null);
    }
}
