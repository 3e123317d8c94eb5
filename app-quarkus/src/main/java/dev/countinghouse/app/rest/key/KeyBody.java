package dev.countinghouse.app.rest.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Key", description = "A key of the API, without its secret")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyBody(
        @Schema(examples = "019ca6b1dc0078b28edaae1382f00a2d") String id,
        @Schema(examples = "Gateway in Frankfurt") String name,
        @Schema(description = "What it may be used for", examples = "[\"write\"]") List<ScopeBody> scopes,
        @Schema(description = "The only account it is for; absent for one that is for all", examples = "acme") @Nullable
                String account,
        @Schema(description = "The project of the account that it stands for", examples = "search") @Nullable
                String project,
        Instant createdAt,
        @Schema(description = "From then on it no longer counts") @Nullable Instant expiresAt,
        @Schema(description = "Since then it no longer counts") @Nullable Instant revokedAt,
        @Schema(description = "To about a minute") @Nullable Instant lastUsedAt) {

    static KeyBody of(ApiKey key) {
        return new KeyBody(
                key.id().value(),
                key.name(),
                key.scopes().stream().map(ScopeBody::of).toList(),
                key.account().map(AccountId::value).orElse(null),
                key.project().map(ProjectId::value).orElse(null),
                key.createdAt(),
                key.expiresAt().orElse(null),
                key.revokedAt().orElse(null),
                key.lastUsedAt().orElse(null));
    }
}
