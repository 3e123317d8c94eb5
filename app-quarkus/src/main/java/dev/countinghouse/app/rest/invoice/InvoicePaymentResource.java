package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.dunning.OutsidePayment;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.driving.PayInvoice.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/invoices/{number}/payment")
@Tag(name = "Invoices")
public class InvoicePaymentResource {

    private final BillingEngine engine;
    private final Caller caller;

    InvoicePaymentResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @Schema(name = "OutsidePayment")
    public record OutsideBody(
            @Schema(description = "By which you find it in your books", examples = "transfer 2026-04-17/3")
                    @NotBlank
                    @Size(max = OutsidePayment.LONGEST_REFERENCE)
                    String reference) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "readInvoicePayment",
            summary = "What became of an invoice that asks for money",
            description = "404 for one that asks for nothing.")
    public InvoicePaymentBody read(@RestPath String number) {
        return body(visible(number));
    }

    @POST
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "payInvoice",
            summary = "Pay an invoice now",
            description =
                    "By what the account pays by, with the customer at the screen: if his bank wants him to confirm"
                            + " it, the last try has a page. While a payment is not decided none is begun beside it. 422 if there"
                            + " is nothing to be paid.")
    public InvoicePaymentBody pay(@RestPath String number) {
        IssuedInvoice invoice = visible(number);
        return done(invoice, engine.payInvoice().pay(invoice.number()));
    }

    @POST
    @Path("/outside")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "payInvoiceOutside",
            summary = "Say that the rest was paid past the provider",
            description = "By bank transfer, say. For the seller; with the same reference again nothing more happens.")
    public InvoicePaymentBody outside(@RestPath String number, @NotNull @Valid OutsideBody body) {
        IssuedInvoice invoice = visible(number);
        caller.requireUnbound(); // a customer does not say himself that he has paid
        return done(invoice, engine.payInvoice().paidOutside(invoice.number(), body.reference()));
    }

    @POST
    @Path("/write-off")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "writeOffInvoice",
            summary = "Write an invoice off",
            description = "It is not asked for any more, and its account is not in arrears with it. For the seller.")
    public InvoicePaymentBody writeOff(@RestPath String number) {
        IssuedInvoice invoice = visible(number);
        caller.requireUnbound();
        return done(invoice, engine.payInvoice().writeOff(invoice.number()));
    }

    private InvoicePaymentBody done(IssuedInvoice invoice, Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            throw ProblemException.refused(refused.reason());
        }
        return body(invoice);
    }

    private InvoicePaymentBody body(IssuedInvoice invoice) {
        return engine.readReceivables()
                .find(invoice.content().account(), invoice.number())
                .map(InvoicePaymentBody::of)
                .orElseThrow(() -> ProblemException.notFound("payment of invoice '" + invoice.number() + "'"));
    }

    private IssuedInvoice visible(String number) {
        return InvoiceNumber.parse(number)
                .flatMap(engine.readInvoices()::find)
                .filter(invoice -> caller.sees(invoice.content().account()))
                .orElseThrow(() -> ProblemException.notFound("invoice '" + number + "'"));
    }
}
