package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.driving.AllocateInvoice.Allocated;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/invoices/{number}")
@Tag(name = "Invoices")
public class AllocationResource {

    static final int MOST_LEVELS = 10;
    static final int MOST_SHARES = 1_000;
    static final String RULES =
            "Each line with a meter goes by the use of its own meter; fees, proration, what spend bounds add or take off,"
                    + " and tax are shared by what those lines came to, or by declared weights of the first"
                    + " dimension's values and inside of each by what its lines came to.";

    private final BillingEngine engine;
    private final Caller caller;

    AllocationResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @Path("/allocation")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "allocateInvoice",
            summary = "Split an invoice over departments, projects, runs",
            description = RULES)
    public AllocationBody allocate(
            @RestPath String number,
            @Parameter(
                            description = "Dimensions from the outermost in, repeated or separated by commas",
                            example = "department,project")
                    @RestQuery
                    @Size(max = MOST_LEVELS)
                    List<String> by,
            @Parameter(description = "Weight of a value of the first dimension for what is shared", example = "sales:3")
                    @RestQuery
                    @Size(max = MOST_SHARES)
                    List<String> share) {
        return AllocationBody.of(allocated(number, by, share));
    }

    @GET
    @Path("/allocation.csv")
    @Produces("text/csv")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "allocateInvoiceAsTable",
            summary = "The same as comma-separated values",
            description = "A row per line and innermost group. A text that a spreadsheet would take for a formula is"
                    + " preceded by an apostrophe.")
    public String table(
            @RestPath String number,
            @Parameter(description = "As for the allocation", example = "department,project")
                    @RestQuery
                    @Size(max = MOST_LEVELS)
                    List<String> by,
            @Parameter(description = "As for the allocation", example = "sales:3") @RestQuery @Size(max = MOST_SHARES)
                    List<String> share) {
        Allocated allocated = allocated(number, by, share);
        return AllocationTable.of(allocated.levels(), List.of(allocated));
    }

    private Allocated allocated(String number, List<String> by, List<String> share) {
        InvoiceNumber visible = InvoiceNumber.parse(number)
                .flatMap(engine.readInvoices()::find)
                .filter(invoice -> caller.sees(invoice.content().account()))
                .map(IssuedInvoice::number)
                .orElseThrow(() -> ProblemException.notFound("invoice '" + number + "'"));
        return engine.allocateInvoice()
                .allocate(visible, levels(by), Filters.weights("share", share))
                .orElseThrow();
    }

    static List<String> levels(List<String> by) {
        List<String> levels = Filters.dimensions(by);
        if (levels.isEmpty()) {
            throw ProblemException.invalid("by", "is missing, it must be a dimension such as project");
        }
        return levels;
    }
}
