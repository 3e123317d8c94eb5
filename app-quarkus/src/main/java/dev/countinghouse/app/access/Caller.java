package dev.countinghouse.app.access;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.account.AccountId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whose key this call came with. */
@RequestScoped
public class Caller {

    static final String KEY = "key";

    /** Whether the call came with the newest secret of the key. */
    static final String NEWEST = "newest";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The key; empty for the administrator whom the settings name. */
    private Optional<ApiKey> key() {
        return Optional.ofNullable(identity.getAttribute(KEY));
    }

    /** Tells callers apart, whatever secret they came with. */
    public String name() {
        return identity.getPrincipal().getName();
    }

    /** The only account the key is for; empty for one that is for all. */
    public Optional<AccountId> boundTo() {
        return key().flatMap(ApiKey::account);
    }

    /** The id of the key, of one that is for one account only: one for all is a gateway's, whoever calls through it. */
    public Optional<KeyId> ownKey() {
        return key().filter(known -> known.account().isPresent()).map(ApiKey::id);
    }

    /** The project the key stands for. */
    public Optional<ProjectId> project() {
        return key().flatMap(ApiKey::project);
    }

    /** What the key may be used for. */
    public SortedSet<KeyScope> scopes() {
        SortedSet<KeyScope> scopes = new TreeSet<>();
        Arrays.stream(KeyScope.values())
                .filter(scope -> identity.hasRole(scope.name().toLowerCase(Locale.ROOT)))
                .forEach(scopes::add);
        return scopes;
    }

    /** When the key ends; empty for one that does not. */
    public Optional<Instant> endsAt() {
        return key().flatMap(ApiKey::expiresAt);
    }

    /** @throws ProblemException 403 for an account the key is not for, whether or not there is one */
    public AccountId allowed(AccountId account) {
        if (boundTo().filter(own -> !own.equals(account)).isPresent()) {
            throw ProblemException.forbidden("this key is not for account '" + account + "'");
        }
        return account;
    }

    /**
     * The account a call is about that need not say so: the one named, or the only one the key is for.
     *
     * @throws ProblemException 400 if none is named and the key is for all, 403 as in {@link #allowed}
     */
    public AccountId meant(@Nullable String named) {
        if (named != null) {
            return allowed(Fields.read("account", named, AccountId::new));
        }
        return boundTo()
                .orElseThrow(() -> ProblemException.invalid(
                        "account", "is missing: this key is for all accounts, so say which one is meant"));
    }

    /** Whether what belongs to an account is there for this caller at all, where it was found by an id of its own. */
    public boolean sees(AccountId owner) {
        return boundTo().filter(own -> !own.equals(owner)).isEmpty();
    }

    /**
     * @throws ProblemException 403 for an earlier secret of the key, which counts for an overlap so that callers can change:
     *     who got hold of one must not be able to make another out of it
     */
    public void requireNewestSecret() {
        if (key().isPresent() && !Boolean.TRUE.equals(identity.getAttribute(NEWEST))) {
            throw ProblemException.forbidden("this call came with an earlier secret of key '" + name()
                    + "', which has been rotated since: only its newest secret may rotate keys");
        }
    }

    /** @throws ProblemException 403 for a key of one account where the call concerns all */
    public void requireUnbound() {
        boundTo().ifPresent(own -> {
            throw ProblemException.forbidden("this key is for account '" + own + "' only");
        });
    }
}
