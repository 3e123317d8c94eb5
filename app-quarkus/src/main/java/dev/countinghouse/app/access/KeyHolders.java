package dev.countinghouse.app.access;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who stands behind what was sent as {@code Authorization}: {@code Bearer} and a key of this service. Every call looks its key
 * up in the database: nothing is remembered, so nothing can go on counting after it was revoked.
 */
@Singleton
public final class KeyHolders {

    private static final String SCHEME = "Bearer ";
    private static final String ADMINISTRATOR = "administrator";

    /** The role that the settings ask for where something tells about all accounts at once, as metrics do. */
    private static final String INSTANCE = "instance";

    private final AdministratorKey administrator;
    private final Instance<BillingEngine> engine;

    KeyHolders(AdministratorKey administrator, Instance<BillingEngine> engine) {
        this.administrator = administrator;
        this.engine = engine;
    }

    /**
     * Asks the database, so never on a thread that must not wait.
     *
     * @throws AuthenticationFailedException if there is no such key, or it does not count any more
     */
    public SecurityIdentity of(String authorization) {
        String credential = credential(authorization);
        return administratorBy(credential).orElseGet(() -> lookedUp(credential));
    }

    static String credential(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new AuthenticationFailedException("the scheme must be Bearer");
        }
        return authorization.substring(SCHEME.length()).strip();
    }

    /** The administrator whom the settings name, for whom no database is needed. */
    Optional<SecurityIdentity> administratorBy(String credential) {
        return administrator.isProvenBy(credential)
                ? Optional.of(identity(ADMINISTRATOR, Set.of(KeyScope.ADMIN), Optional.empty()))
                : Optional.empty();
    }

    SecurityIdentity lookedUp(String credential) {
        return engine.get()
                .checkKey()
                .check(credential)
                .map(key -> QuarkusSecurityIdentity.builder(identity(key.id().value(), key.scopes(), Optional.of(key)))
                        .addAttribute(Caller.NEWEST, isNewest(key, credential))
                        .build())
                .orElseThrow(() -> new AuthenticationFailedException("no such key"));
    }

    private static boolean isNewest(ApiKey key, String credential) {
        return Credential.parse(credential).filter(key::hasAsNewest).isPresent();
    }

    private static SecurityIdentity identity(String name, Collection<KeyScope> scopes, Optional<ApiKey> key) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(KeyScope.implied(scopes).stream()
                        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
        if (KeyScope.implied(scopes).contains(KeyScope.READ)
                && key.flatMap(ApiKey::account).isEmpty()) {
            identity.addRole(INSTANCE);
        }
        key.ifPresent(known -> identity.addAttribute(Caller.KEY, known));
        return identity.build();
    }
}
