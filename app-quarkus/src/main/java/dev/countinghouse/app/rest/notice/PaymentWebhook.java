package dev.countinghouse.app.rest.notice;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Where the payment provider sends its notices. */
@Path("/webhooks/payments")
public class PaymentWebhook {

    private final NoticeDoor door;

    PaymentWebhook(NoticeDoor door) {
        this.door = door;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(204)
    @Operation(hidden = true)
    public void receive(@Context HttpHeaders headers, InputStream body) throws IOException {
        door.receive(headers, body);
    }
}
