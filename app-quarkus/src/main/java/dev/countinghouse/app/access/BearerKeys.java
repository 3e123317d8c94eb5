package dev.countinghouse.app.access;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** {@code Authorization: Bearer …} with a key of this service, which is looked up on a worker thread. */
@Singleton
final class BearerKeys implements HttpAuthenticationMechanism {

    private final KeyHolders holders;
    private final BlockingSecurityExecutor workers;

    BearerKeys(KeyHolders holders, BlockingSecurityExecutor workers) {
        this.holders = holders;
        this.workers = workers;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        String credential;
        try {
            credential = KeyHolders.credential(header);
        } catch (AuthenticationFailedException otherScheme) {
            return Uni.createFrom().failure(otherScheme);
        }
        return holders.administratorBy(credential)
                .map(administrator -> Uni.createFrom().item(administrator))
                .orElseGet(() -> workers.executeBlocking(() -> holders.lookedUp(credential)));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(HttpResponseStatus.UNAUTHORIZED.code(), "WWW-Authenticate", "Bearer"));
    }
}
