package dev.countinghouse.app.access;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code Authorization: Bearer …} with a key of this service. Every call looks its key up in the database, on a worker
 * thread: nothing is remembered, so nothing can go on counting after it was revoked.
 */
@Singleton
final class BearerKeys implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";
    private static final String ADMINISTRATOR = "administrator";

    /** The role that the settings ask for where something tells about all accounts at once, as metrics do. */
    private static final String INSTANCE = "instance";

    private final AdministratorKey administrator;
    private final Instance<BillingEngine> engine;
    private final BlockingSecurityExecutor workers;

    BearerKeys(AdministratorKey administrator, Instance<BillingEngine> engine, BlockingSecurityExecutor workers) {
        this.administrator = administrator;
        this.engine = engine;
        this.workers = workers;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().failure(new AuthenticationFailedException("the scheme must be Bearer"));
        }
        String credential = header.substring(SCHEME.length()).strip();
        if (administrator.isProvenBy(credential)) {
            return Uni.createFrom().item(identity(ADMINISTRATOR, Set.of(KeyScope.ADMIN), Optional.empty()));
        }
        return workers.executeBlocking(() -> identityOf(credential));
    }

    private SecurityIdentity identityOf(String credential) {
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

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(HttpResponseStatus.UNAUTHORIZED.code(), "WWW-Authenticate", "Bearer"));
    }
}
