package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.document.DocumentPress;
import dev.countinghouse.app.rest.body.EventBody;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.driving.CreditInvoice;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/invoices")
@Tag(name = "Invoices", description = "What accounts are asked to pay, and why")
public class InvoiceResource {

    private static final String PDF = "application/pdf";

    private final BillingEngine engine;
    private final Caller caller;
    private final DocumentPress press;

    InvoiceResource(BillingEngine engine, Caller caller, DocumentPress press) {
        this.engine = engine;
        this.caller = caller;
        this.press = press;
    }

    @GET
    @Path("/{number}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readInvoice", summary = "Read an invoice")
    public InvoiceBody read(@RestPath String number) {
        IssuedInvoice invoice = visible(number);
        return InvoiceBody.of(invoice, Statuses.of(engine, invoice));
    }

    @GET
    @Path("/{number}.pdf")
    @Produces(PDF)
    @RolesAllowed(Permission.READ)
    @APIResponse(
            responseCode = "200",
            description = "The document",
            content = @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Operation(
            operationId = "printInvoice",
            summary = "The invoice as a document to print, to send, to keep",
            description =
                    "What was issued, and nothing that changes afterwards: whenever it is asked for it is the same.")
    public byte[] print(@RestPath String number) {
        AccountId account = owner(number);
        return press.print(account, zone(account), () -> visible(number));
    }

    /** Whether there is one; otherwise it would be made and thrown away. */
    @HEAD
    @Path("/{number}.pdf")
    @Produces(PDF)
    @RolesAllowed(Permission.READ)
    @Operation(hidden = true)
    public Response printable(@RestPath String number) {
        owner(number);
        return Response.ok().type(PDF).build();
    }

    @GET
    @Path("/{number}/lines/{line: .+}/explanation")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "explainLine",
            summary = "Explain a line down to its steps and events",
            description = "The key of a line holds slashes, which may stand as they are or as %2F.")
    public ExplanationBody explain(
            @RestPath String number,
            @RestPath String line,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        IssuedInvoice invoice = visible(number);
        return engine.explainInvoice()
                .explain(
                        invoice.number(),
                        line,
                        EventBody.after(cursor, invoice.content().account()),
                        limit)
                .map(ExplanationBody::of)
                .orElseThrow(() -> ProblemException.notFound("line '" + line + "' on invoice " + number));
    }

    @POST
    @Path("/{number}/credit-notes")
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CreditNoteBody.class)))
    @Operation(
            operationId = "creditInvoice",
            summary = "Give back part of an invoice",
            description = "Line by line, with the tax on it; of a line never more than it charged. Asked again with the"
                    + " same id it answers the note there is; with other content under that id, 409.")
    public CreditNoteBody credit(@RestPath String number, @NotNull @Valid CreditRequestBody body) {
        IssuedInvoice invoice = visible(number);
        caller.requireUnbound(); // a customer gives nothing back to itself
        CreditInvoice.Outcome outcome = engine.creditInvoice()
                .credit(
                        new CreditNoteId(body.id()),
                        invoice.number(),
                        body.amounts(invoice.content().currency()),
                        body.reason());
        if (outcome instanceof CreditInvoice.Outcome.Credited credited) {
            return CreditNoteBody.of(credited.note());
        }
        if (outcome instanceof CreditInvoice.Outcome.Conflict conflict) {
            throw conflict(conflict.earlier());
        }
        throw ProblemException.refused(((CreditInvoice.Outcome.Refused) outcome).reason());
    }

    private static ProblemException conflict(CreditNote earlier) {
        return ProblemException.of(
                Kind.CONFLICT,
                "id '" + earlier.id() + "' is that of credit note " + earlier.number() + " of invoice "
                        + earlier.invoice() + ", which has other lines or another reason or is for another invoice:"
                        + " to give back something else, choose another id");
    }

    @GET
    @Path("/{number}/credit-notes")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listCreditNotes", summary = "List the credit notes of an invoice, the oldest first")
    public Page<CreditNoteBody> creditNotes(
            @RestPath String number,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        return Page.of(
                engine.readInvoices().creditNotesOf(visible(number).number()),
                cursor,
                limit,
                CreditNoteBody::of,
                (CreditNote note) -> note.number().toString());
    }

    @GET
    @Path("/{number}/credit-notes/{note}.pdf")
    @Produces(PDF)
    @RolesAllowed(Permission.READ)
    @APIResponse(
            responseCode = "200",
            description = "The document",
            content = @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Operation(
            operationId = "printCreditNote",
            summary = "A credit note of the invoice as a document",
            description = "By its number, not by its id.")
    public byte[] printCreditNote(@RestPath String number, @RestPath String note) {
        AccountId account = owner(number);
        return press.print(account, zone(account), () -> credited(number, note), () -> visible(number));
    }

    @HEAD
    @Path("/{number}/credit-notes/{note}.pdf")
    @Produces(PDF)
    @RolesAllowed(Permission.READ)
    @Operation(hidden = true)
    public Response printableCreditNote(@RestPath String number, @RestPath String note) {
        owner(number);
        credited(number, note);
        return Response.ok().type(PDF).build();
    }

    private CreditNote credited(String number, String note) {
        return InvoiceNumber.parse(number).stream()
                .flatMap(invoice -> engine.readInvoices().creditNotesOf(invoice).stream())
                .filter(one -> one.number().toString().equals(note))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("credit note '" + note + "' of invoice " + number));
    }

    private ZoneId zone(AccountId account) {
        return engine.readAccounts().find(account).orElseThrow().zone();
    }

    /** Whose invoice it is, for what reads the invoice itself later or not at all. */
    private AccountId owner(String number) {
        return InvoiceNumber.parse(number)
                .flatMap(engine.readInvoices()::accountOf)
                .filter(caller::sees)
                .orElseThrow(() -> notFound(number));
    }

    private IssuedInvoice visible(String number) {
        return InvoiceNumber.parse(number)
                .flatMap(engine.readInvoices()::find)
                .filter(invoice -> caller.sees(invoice.content().account()))
                .orElseThrow(() -> notFound(number));
    }

    private static ProblemException notFound(String number) {
        return ProblemException.notFound("invoice '" + number + "'");
    }
}
