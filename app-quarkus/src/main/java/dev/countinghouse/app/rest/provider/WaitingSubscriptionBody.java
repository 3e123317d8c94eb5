package dev.countinghouse.app.rest.provider;

import dev.countinghouse.billing.ports.driving.MirrorSubscriptions.Waiting;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "WaitingSubscription",
        description = "An account whose subscriptions at the payment provider are not as they are here")
public record WaitingSubscriptionBody(
        String account,
        @Schema(
                        description = "What it waits for, for people",
                        examples =
                                "the provider has no price for charge base of plan standard@2 yet: provision the catalogue")
                String reason,
        @Schema(description = "How often it was tried") int tries,
        Instant nextTryAt) {

    static WaitingSubscriptionBody of(Waiting waiting) {
        return new WaitingSubscriptionBody(
                waiting.account().value(), waiting.reason(), waiting.tries(), waiting.againAt());
    }
}
