package dev.countinghouse.app.rest.infrastructure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionStep;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Infrastructure", description = "Resources that there are all of or none")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InfrastructureBody(
        @Schema(examples = "first") String id,
        @Schema(
                        description =
                                "`creating`, `compensating` and `removing` go on by themselves; `undone` was never"
                                        + " ready, `removed` was",
                        enumeration = {"creating", "ready", "compensating", "undone", "removing", "removed"})
                String state,
        @Schema(description = "Why it is not there, or not any more; absent while it is, or is to be") @Nullable
                String reason,
        Instant startedAt,
        List<ResourceBody> resources) {

    @Schema(name = "InfrastructureItem")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResourceBody(
            @Schema(enumeration = {"service_account", "identity", "storage", "sandbox"}) String kind,
            @Schema(
                            description = "`asked` may exist or not: the provider has not answered",
                            enumeration = {"waiting", "asked", "created", "refused", "deleted"})
                    String state,
            @Schema(description = "What the provider calls it, or called it") @Nullable String reference) {

        static ResourceBody of(ProvisionStep step) {
            return new ResourceBody(
                    step.kind().key(), step.state().key(), step.reference().orElse(null));
        }
    }

    public static InfrastructureBody of(Provision provision) {
        return new InfrastructureBody(
                provision.id().value(),
                provision.phase().key(),
                provision.reason().orElse(null),
                provision.startedAt(),
                provision.steps().stream().map(ResourceBody::of).toList());
    }
}
