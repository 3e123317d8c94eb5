package dev.countinghouse.app.rest.purchase;

import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driving.ReceivePayment;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * What the payment provider has to tell. Open to everybody: the signature decides who it is from, and it is over the bytes as
 * they came. Not in the API's description, because no client calls it.
 */
@Path("/webhooks/payments")
public class PaymentWebhook {

    private static final Logger LOG = Logger.getLogger(PaymentWebhook.class);
    private static final int LONGEST = 1 << 18;

    private final ReceivePayment payments;

    PaymentWebhook(BillingEngine engine) {
        this.payments = engine.receivePayment();
    }

    @POST
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(204)
    @Operation(hidden = true)
    public void receive(@Context HttpHeaders headers, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw ProblemException.of(Kind.TOO_LARGE, "a notice has at most " + LONGEST + " bytes");
        }
        payments.receive(bytes, single(headers)).fold(() -> true, () -> true, reason -> {
            LOG.warnf("a payment notice was refused: %s", reason);
            throw ProblemException.invalid("", "this is no notice of the payment provider");
        });
    }

    /** A header that is there twice is put together, so that it is none of the provider's. */
    private static Map<String, String> single(HttpHeaders headers) {
        Map<String, String> single = new TreeMap<>();
        headers.getRequestHeaders().forEach((name, values) -> single.put(name, String.join(",", values)));
        return single;
    }
}
