package dev.countinghouse.app.rest.infrastructure;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.infrastructure.Infrastructure;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Items;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.ResourceKind;
import dev.countinghouse.billing.ports.standin.InfrastructureStandIn;
import dev.countinghouse.billing.ports.standin.ProviderBehaviour;
import dev.countinghouse.billing.ports.standin.StandInResource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** What only the provider knows and decides, for trying it out. */
@Path("/infrastructure-stand-in/{account}")
@Tag(name = "Infrastructure stand-in", description = "Plays the provider, while there is no real one")
public class InfrastructureStandInResource {

    private final Infrastructure infrastructure;
    private final Caller caller;

    InfrastructureStandInResource(Infrastructure infrastructure, Caller caller) {
        this.infrastructure = infrastructure;
        this.caller = caller;
    }

    @Schema(name = "StandInBehaviour")
    public record BehaviourBody(
            @Schema(
                            examples = "refuses",
                            enumeration = {
                                "works",
                                "refuses",
                                "times_out_before_creating",
                                "times_out_after_creating",
                                "fails_to_delete_twice",
                                "down"
                            })
                    @NotBlank
                    String behaviour) {}

    @Schema(name = "StandInResource", description = "Something that exists at the provider")
    public record ThereBody(
            @Schema(enumeration = {"service_account", "identity", "storage", "sandbox"}) String kind,
            String reference,
            @Schema(description = "What it was ordered with") SortedMap<String, String> details) {

        static ThereBody of(StandInResource resource) {
            return new ThereBody(
                    resource.order().kind().key(),
                    resource.reference(),
                    resource.order().details());
        }
    }

    @GET
    @RolesAllowed(Permission.ADMIN)
    @Operation(operationId = "standInResources", summary = "List what exists at the provider for an account")
    public Items<ThereBody> existing(@RestPath String account) {
        return new Items<>(standIn().existing(new AccountId(account)).stream()
                .map(ThereBody::of)
                .toList());
    }

    @PUT
    @Path("/{kind}")
    @RolesAllowed(Permission.ADMIN)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "From now on")
    @Operation(operationId = "standInBehave", summary = "Have the provider refuse, time out or fail")
    public void behave(@RestPath String account, @RestPath String kind, @NotNull @Valid BehaviourBody body) {
        standIn()
                .behave(
                        new AccountId(account),
                        Fields.word("kind", kind, ResourceKind.class),
                        Fields.word("behaviour", body.behaviour(), ProviderBehaviour.class));
    }

    private InfrastructureStandIn standIn() {
        caller.requireUnbound();
        return infrastructure
                .standIn()
                .orElseThrow(() ->
                        ProblemException.notFound("infrastructure stand-in: there is a provider of infrastructure"));
    }
}
