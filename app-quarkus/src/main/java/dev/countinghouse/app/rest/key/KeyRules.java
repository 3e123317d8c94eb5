package dev.countinghouse.app.rest.key;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What a caller may do with keys: nothing that would give him more than the key he came with. */
final class KeyRules {

    private KeyRules() {}

    /** @throws ProblemException 403 for a key that can do more than the caller's */
    static void requireCovered(
            Caller caller, Collection<KeyScope> scopes, Optional<AccountId> account, Optional<ProjectId> project) {
        if (account.isPresent()) {
            caller.allowed(account.get());
        } else {
            caller.requireUnbound();
            if (!caller.scopes().contains(KeyScope.ADMIN)) {
                throw ProblemException.forbidden("a key for all accounts takes the scope admin");
            }
        }
        if (!caller.scopes().containsAll(scopes)) {
            throw ProblemException.forbidden(
                    "this key has the scopes " + caller.scopes() + " and cannot give or renew others");
        }
        if (caller.project().isPresent() && !caller.project().equals(project)) {
            throw ProblemException.forbidden(
                    "this key is for project '" + caller.project().get() + "' only");
        }
    }

    /** @throws ProblemException 403 for a key that would count longer than the caller's */
    static void requireEndBy(Caller caller, Optional<Instant> expiresAt) {
        Optional<Instant> own = caller.endsAt();
        if (own.isPresent() && expiresAt.filter(end -> !end.isAfter(own.get())).isEmpty()) {
            throw ProblemException.forbidden(
                    "this key expires at " + own.get() + ", one it gives must not do so later");
        }
    }

    static void requireCovered(Caller caller, ApiKey key) {
        requireCovered(caller, KeyScope.implied(key.scopes()), key.account(), key.project());
    }
}
