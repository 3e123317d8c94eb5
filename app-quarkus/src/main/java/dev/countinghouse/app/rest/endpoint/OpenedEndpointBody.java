package dev.countinghouse.app.rest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.idempotency.Redacted;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "OpenedEndpoint", description = "An endpoint with its new signing secret")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenedEndpointBody(
        EndpointBody endpoint,
        @Schema(
                        description =
                                "What the receiver checks signatures with; webhooks only. It is shown this once: an answer"
                                        + " that is replayed for an Idempotency-Key says `redacted` here",
                        examples = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
                @Nullable
                String secret)
        implements Redacted {

    @Override
    public OpenedEndpointBody redacted() {
        return secret == null ? this : new OpenedEndpointBody(endpoint, "redacted");
    }

    /** Without the secret, because what is logged is read. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
