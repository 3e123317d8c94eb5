package dev.countinghouse.app.rest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Endpoint", description = "Somebody who is told what happens; without the signing secret")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointBody(
        @Schema(examples = "019ca6b1dc0078b28edaae1382f00a2d") String id,
        @Schema(description = "Whose messages; absent for those of all accounts", examples = "acme") @Nullable
                String account,
        ChannelBody channel,
        @Schema(examples = "https://example.com/billing") String target,
        @Schema(description = "Types of messages it is told; none for all", examples = "[\"invoice.*\"]")
                List<String> types,
        @Schema(examples = "Ledger in Frankfurt") String description,
        Instant createdAt,
        @Schema(description = "Since then nothing is sent") @Nullable Instant disabledAt,
        @Schema(description = "Why nothing is sent") @Nullable String disabledReason,
        @Schema(description = "Until then messages bear the signature of an earlier secret too") @Nullable
                Instant rotatesUntil) {

    static EndpointBody of(Endpoint endpoint, Instant now) {
        return new EndpointBody(
                endpoint.id().value(),
                endpoint.account().map(AccountId::value).orElse(null),
                ChannelBody.of(endpoint.channel()),
                endpoint.target(),
                List.copyOf(endpoint.filter().types()),
                endpoint.description(),
                endpoint.createdAt(),
                endpoint.disabled().map(Endpoint.Disabled::at).orElse(null),
                endpoint.disabled().map(Endpoint.Disabled::reason).orElse(null),
                endpoint.liveSecrets(now).stream()
                        .flatMap(secret -> secret.endsAt().stream())
                        .max(Instant::compareTo)
                        .orElse(null));
    }
}
