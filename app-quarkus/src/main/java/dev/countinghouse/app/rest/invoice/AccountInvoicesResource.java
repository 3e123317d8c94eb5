package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/invoices")
@Tag(name = "Invoices")
public class AccountInvoicesResource {

    private final BillingEngine engine;
    private final Caller caller;

    AccountInvoicesResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listInvoices", summary = "List the invoices of an account as they were issued")
    public Page<InvoiceBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId id = caller.allowed(new AccountId(account));
        Statuses statuses = Statuses.of(engine, id);
        return Page.of(
                engine.readInvoices().of(id),
                cursor,
                limit,
                invoice -> InvoiceBody.of(invoice, statuses),
                (IssuedInvoice invoice) -> invoice.number().toString());
    }

    @GET
    @Path("/preview")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "previewInvoice",
            summary = "Read the next invoice as it stands",
            description = "Made by what makes the invoice: as of the end of the billing period it is the invoice.")
    public InvoiceBody preview(
            @RestPath String account,
            @Parameter(
                            description = "Now if absent; usage at or after it is not seen",
                            example = "2026-01-31T00:00:00Z")
                    @RestQuery
                    @Nullable
                    String asOf) {
        AccountId id = caller.allowed(new AccountId(account));
        Instant at = asOf == null ? engine.readTime().now(id) : Fields.time("asOf", asOf);
        return engine.previewInvoice()
                .preview(id, at)
                .map(InvoiceBody::of)
                .orElseThrow(() -> ProblemException.notFound("running subscription of account '" + id + "' at " + at));
    }

    @POST
    @Path("/close")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "closePeriods",
            summary = "Issue what is due by now",
            description = "Answers the invoices this call issued, in order of time. The service does this by itself;"
                    + " asked again it finds nothing due.")
    public Page<InvoiceBody> close(@RestPath String account) {
        AccountId id = caller.allowed(new AccountId(account));
        List<IssuedInvoice> issued = engine.closePeriods().close(id);
        Statuses statuses = Statuses.of(engine, id);
        return Page.whole(issued, invoice -> InvoiceBody.of(invoice, statuses));
    }
}
