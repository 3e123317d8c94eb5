package dev.countinghouse.app.rest.checkout;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.rest.account.AccountBody;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.subscription.SubscriptionBody;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/registrations")
@Tag(name = "Accounts")
public class RegistrationResource {

    private final BillingEngine engine;
    private final Caller caller;
    private final Optional<String> usualPlan;

    RegistrationResource(BillingEngine engine, Caller caller, Settings settings) {
        this.engine = engine;
        this.caller = caller;
        this.usualPlan = settings.registrations().plan();
    }

    @Schema(name = "RegistrationOrder")
    public record OrderBody(
            @NotNull @Valid AccountBody account,
            @Schema(description = "What it begins on; that of the settings where absent", examples = "free") @Nullable
                    String plan) {}

    @Schema(name = "Registration", description = "An account, and the subscription that began with it")
    public record RegistrationBody(AccountBody account, SubscriptionBody subscription) {}

    @POST
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created, or as it is by now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RegistrationBody.class)))
    @Operation(
            operationId = "register",
            summary = "Open an account on a plan, and make its customer known to the payment provider",
            description = "Account and subscription are there with the answer, both or none; the provider hears of the"
                    + " customer within seconds, and as often as it takes. Registering the same again changes nothing"
                    + " and succeeds.")
    public RegistrationBody register(@NotNull @Valid OrderBody body) {
        caller.requireUnbound();
        return engine.registerAccount()
                .register(body.account().toAccount(), plan(body.plan()))
                .fold(
                        it -> new RegistrationBody(AccountBody.of(it.account()), subscription(it.subscription())),
                        refused -> {
                            throw ProblemException.refused(refused.reason());
                        });
    }

    private PlanKey plan(@Nullable String named) {
        String plan = Optional.ofNullable(named)
                .or(() -> usualPlan)
                .orElseThrow(() -> ProblemException.invalid(
                        "plan", "is missing, and the settings name none: say which plan the account begins on"));
        return Fields.read("plan", plan, PlanKey::new);
    }

    private SubscriptionBody subscription(Subscription begun) {
        return engine.readSubscriptions().of(begun.account()).stream()
                .filter(standing -> standing.subscription().id().equals(begun.id()))
                .findFirst()
                .map(SubscriptionBody::of)
                .orElseThrow();
    }
}
