package dev.countinghouse.app.rest.endpoint;

import dev.countinghouse.billing.domain.notification.Endpoint;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "EndpointTerms", description = "What can change of an endpoint, whole")
public record EndpointTermsBody(
        @Schema(description = "A URL, or for `email` an address", examples = "https://example.com/billing") @NotBlank
                String target,
        @Schema(description = "Types of messages it is told; none or absent for all", examples = "[\"invoice.*\"]")
                @Nullable
                List<@NotBlank String> types,
        @Schema(description = "For people to tell endpoints apart", examples = "Ledger in Frankfurt")
                @Nullable
                @Size(max = Endpoint.LONGEST_DESCRIPTION)
                String description) {}
