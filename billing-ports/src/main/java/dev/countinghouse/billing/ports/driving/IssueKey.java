package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/** Makes a key. Its secret is in the answer and nowhere else: what is lost is replaced, not found again. */
public interface IssueKey {

    /** @param account for which alone; empty for a key for all accounts */
    record Order(
            String name,
            SortedSet<KeyScope> scopes,
            Optional<AccountId> account,
            Optional<ProjectId> project,
            Optional<Instant> expiresAt) {}

    /** @throws UnknownException for an account that there is not */
    Outcome issue(Order order);

    sealed interface Outcome {

        record Issued(ApiKey key, Credential credential) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }
}
