package dev.countinghouse.app.rest.provider;

import dev.countinghouse.billing.ports.driving.MirrorSubscriptions.Waiting;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "WaitingSubscriptions",
        description = "Accounts whose subscriptions at the payment provider are not as they are here")
public record WaitingSubscriptionsBody(List<WaitingBody> items) {

    @Schema(name = "WaitingSubscription")
    public record WaitingBody(
            String account,
            @Schema(
                            description = "What it waits for, for people",
                            examples =
                                    "the provider has no price for charge base of plan standard@2 yet: provision the catalogue")
                    String reason,
            @Schema(description = "How often it was tried") int tries,
            Instant nextTryAt) {}

    static WaitingSubscriptionsBody of(List<Waiting> waiting) {
        return new WaitingSubscriptionsBody(waiting.stream()
                .map(each -> new WaitingBody(each.account().value(), each.reason(), each.tries(), each.againAt()))
                .toList());
    }
}
