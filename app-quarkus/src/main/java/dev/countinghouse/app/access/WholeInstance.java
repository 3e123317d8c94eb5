package dev.countinghouse.app.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** For what concerns the instance and is no resource, such as metrics: a key that may read and is not for one account only. */
@Singleton
final class WholeInstance implements HttpSecurityPolicy {

    @Override
    public String name() {
        return "whole-instance";
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> caller, AuthorizationRequestContext context) {
        return caller.map(identity -> new CheckResult(!identity.isAnonymous()
                && identity.hasRole(Permission.READ)
                && Caller.of(identity).boundTo().isEmpty()));
    }
}
