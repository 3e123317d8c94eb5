package dev.countinghouse.app.rest.key;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "KeyOrder", description = "A key to be issued")
public record KeyOrderBody(
        @Schema(description = "For people to tell keys apart", examples = "Gateway in Frankfurt")
                @NotBlank
                @Size(max = ApiKey.LONGEST_NAME)
                String name,
        @Schema(
                        description =
                                "`read` looks things up; `write` records usage and asks for decisions and no more;"
                                        + " `billing` manages accounts, subscriptions and invoices and may read; `admin` may"
                                        + " everything",
                        examples = "[\"write\"]")
                @NotEmpty
                List<@NotNull ScopeBody> scopes,
        @Schema(
                        description =
                                "The only account it is for; absent for a key for all accounts, or of a caller's own",
                        examples = "acme")
                @Nullable
                @Size(min = 1, max = AccountId.MAX_LENGTH)
                String account,
        @Schema(description = "The project of the account that it stands for", examples = "search") @Nullable
                String project,
        @Schema(description = "From then on it no longer counts, RFC 3339", examples = "2027-01-01T00:00:00Z") @Nullable
                Instant expiresAt) {

    SortedSet<KeyScope> domainScopes() {
        SortedSet<KeyScope> wanted = new TreeSet<>();
        scopes.forEach(scope -> wanted.add(scope.domain()));
        return wanted;
    }
}
