package dev.countinghouse.app.rest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Delivery", description = "One message to one endpoint, and what became of it")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryBody(
        @Schema(
                        description = "The `webhook-id`, the same for every attempt",
                        examples = "msg_5f0c8a2d9b7e4c1f8a6d3b2e1c0f9d8e")
                String message,
        @Schema(description = "Whom it is about", examples = "acme") String account,
        @Schema(examples = "invoice.issued") String type,
        @Schema(description = "When it happened") Instant occurredAt,
        Instant createdAt,
        StateBody state,
        @Schema(description = "While it waits: when it is sent next") @Nullable Instant nextAttemptAt,
        @Schema(description = "How often it was begun to be sent", examples = "2") int attempts,
        @Schema(description = "When it was delivered or given up") @Nullable Instant finishedAt,
        @Schema(examples = "the receiver answered 500") @Nullable String lastFailure) {

    @Schema(name = "DeliveryState", description = "`failed` was given up; a replay puts it on its way again")
    public enum StateBody {
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("failed")
        FAILED
    }

    static DeliveryBody of(Delivery delivery) {
        return new DeliveryBody(
                delivery.message().value(),
                delivery.account().value(),
                delivery.type(),
                delivery.occurredAt(),
                delivery.createdAt(),
                StateBody.valueOf(delivery.state().name()),
                delivery.dueAt().orElse(null),
                delivery.attempts(),
                delivery.finishedAt().orElse(null),
                delivery.lastFailure().orElse(null));
    }

    @Schema(name = "DeliveryAttempt", description = "One time a delivery was sent")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AttemptBody(
            @Schema(description = "A number that is missing was cut off before its end was noted", examples = "1")
                    int number,
            Instant at,
            @Schema(description = "How long it took", examples = "87") long milliseconds,
            @Schema(description = "What the receiver answered, if it did", examples = "500") @Nullable Integer status,
            @Schema(description = "Why it did not arrive; absent if it did", examples = "the receiver answered 500")
                    @Nullable
                    String failure) {

        static AttemptBody of(Attempt attempt) {
            return new AttemptBody(
                    attempt.number(),
                    attempt.at(),
                    attempt.duration().toMillis(),
                    attempt.status().orElse(null),
                    attempt.failure().orElse(null));
        }
    }
}
