package dev.countinghouse.app.rest.provider;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.ReadUsageReports;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/accounts/{account}/usage-reports")
@Tag(name = "Usage")
public class UsageReportResource {

    private final BillingEngine engine;
    private final Caller caller;

    UsageReportResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "listUsageReports",
            summary = "What the provider that invoices was told of an account's usage",
            description = "Empty where this service invoices by itself.")
    public UsageReportsBody list(
            @RestPath String account,
            @RestQuery
                    @DefaultValue(Page.USUAL)
                    @Min(1)
                    @Max(Page.MOST)
                    @Parameter(description = "How many reports; all totals are told")
                    int limit) {
        AccountId id = caller.allowed(new AccountId(account));
        ReadUsageReports reports = engine.readUsageReports();
        return UsageReportsBody.of(reports.tallies(id), reports.reports(id, limit));
    }
}
