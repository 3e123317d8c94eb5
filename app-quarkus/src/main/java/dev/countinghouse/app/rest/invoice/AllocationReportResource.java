package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.AllocateInvoice.Allocated;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/accounts/{account}")
@Tag(name = "Invoices")
public class AllocationReportResource {

    /** A little more than a year: each invoice is split anew. */
    private static final Duration LONGEST = Duration.ofDays(400);

    private final BillingEngine engine;
    private final Caller caller;

    AllocationReportResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @Path("/allocation")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "allocateInvoices",
            summary = "Split the invoices of a time over departments, projects, runs",
            description = AllocationResource.RULES)
    public AllocationReportBody report(
            @RestPath String account,
            @Parameter(description = "Issued at or after, RFC 3339", example = "2026-01-01T00:00:00Z")
                    @RestQuery
                    @NotNull
                    String from,
            @Parameter(description = "Issued before, at most 400 days later", example = "2027-01-01T00:00:00Z")
                    @RestQuery
                    @NotNull
                    String to,
            @Parameter(description = "As for one invoice", example = "department,project")
                    @RestQuery
                    @Size(max = AllocationResource.MOST_LEVELS)
                    List<String> by,
            @Parameter(description = "As for one invoice", example = "sales:3")
                    @RestQuery
                    @Size(max = AllocationResource.MOST_SHARES)
                    List<String> share) {
        AccountId id = caller.allowed(new AccountId(account));
        return AllocationReportBody.of(id.value(), AllocationResource.levels(by), allocated(id, from, to, by, share));
    }

    @GET
    @Path("/allocation.csv")
    @Produces("text/csv")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "allocateInvoicesAsTable",
            summary = "The same as comma-separated values",
            description = "A row per invoice, line and innermost group, as for one invoice.")
    public String table(
            @RestPath String account,
            @Parameter(description = "Issued at or after, RFC 3339", example = "2026-01-01T00:00:00Z")
                    @RestQuery
                    @NotNull
                    String from,
            @Parameter(description = "Issued before, at most 400 days later", example = "2027-01-01T00:00:00Z")
                    @RestQuery
                    @NotNull
                    String to,
            @Parameter(description = "As for one invoice", example = "department,project")
                    @RestQuery
                    @Size(max = AllocationResource.MOST_LEVELS)
                    List<String> by,
            @Parameter(description = "As for one invoice", example = "sales:3")
                    @RestQuery
                    @Size(max = AllocationResource.MOST_SHARES)
                    List<String> share) {
        AccountId id = caller.allowed(new AccountId(account));
        return AllocationTable.of(AllocationResource.levels(by), allocated(id, from, to, by, share));
    }

    private List<Allocated> allocated(AccountId account, String from, String to, List<String> by, List<String> share) {
        return engine.allocateInvoice()
                .allocateAll(account, range(from, to), AllocationResource.levels(by), Filters.weights("share", share));
    }

    private static Period range(String from, String to) {
        Instant start = Fields.time("from", from);
        Instant end = Fields.time("to", to);
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw ProblemException.invalid(
                    "to", "is '" + to + "', it must be after from and at most " + LONGEST.toDays() + " days later");
        }
        return new Period(start, end);
    }
}
