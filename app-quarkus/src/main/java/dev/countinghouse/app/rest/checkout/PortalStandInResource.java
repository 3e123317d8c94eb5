package dev.countinghouse.app.rest.checkout;

import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.ports.driven.KnownCustomer;
import dev.countinghouse.billing.ports.standin.CustomerStandIn;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The page where a customer of the stand-in changes what is his. For a browser, as the page to pay on is. */
@Path("/portal-stand-in/{reference}")
@Tag(name = "Payment stand-in")
public class PortalStandInResource {

    private static final int LONGEST = 500;

    private final Payments payments;

    PortalStandInResource(Payments payments) {
        this.payments = payments;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response page(@RestPath String reference) {
        return StandInPages.response(200, StandInPages.portal(address(reference), open(reference), ""));
    }

    @POST
    @Path("/method")
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response method(@RestPath String reference, @RestForm @Nullable String method) {
        KnownCustomer customer = open(reference);
        try {
            return Response.seeOther(pages().chooseMethod(reference, text(method)))
                    .build();
        } catch (IllegalArgumentException unknown) {
            return StandInPages.response(
                    422, StandInPages.portal(address(reference), customer, String.valueOf(unknown.getMessage())));
        }
    }

    @POST
    @Path("/address")
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response address(
            @RestPath String reference,
            @RestForm @Nullable String name,
            @RestForm @Nullable String address,
            @RestForm @Nullable String taxId,
            @RestForm @Nullable String email) {
        open(reference);
        List<String> lines =
                text(address).lines().filter(line -> !line.isBlank()).toList();
        return Response.seeOther(pages().describe(reference, new Profile(text(name), lines, text(taxId), text(email))))
                .build();
    }

    /** Browsers send what was typed, and databases keep no NUL. */
    private static String text(@Nullable String typed) {
        String plain = typed == null ? "" : typed.replace("\u0000", "").strip();
        return plain.substring(0, Math.min(plain.length(), LONGEST));
    }

    private static String address(String reference) {
        return "/api/v1/portal-stand-in/" + reference;
    }

    private KnownCustomer open(String reference) {
        return pages().portal(reference).orElseThrow(() -> ProblemException.notFound("such page, or not any more"));
    }

    private CustomerStandIn pages() {
        return payments.standInPages()
                .orElseThrow(() -> ProblemException.notFound("payment stand-in: payments are taken by a provider"));
    }
}
