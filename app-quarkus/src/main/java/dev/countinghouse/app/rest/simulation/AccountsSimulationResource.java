package dev.countinghouse.app.rest.simulation;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.ports.driving.SimulateAccounts;
import dev.countinghouse.billing.ports.driving.SimulateAccounts.Outcome;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/simulations/{simulation}")
@Tag(name = "Simulations")
public class AccountsSimulationResource {

    private static final int ROWS_AT_ONCE = 1_000;

    private final SimulateAccounts simulations;
    private final Caller caller;

    AccountsSimulationResource(BillingEngine engine, Caller caller) {
        this.simulations = engine.simulateAccounts();
        this.caller = caller;
    }

    @PUT
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "simulateAccounts",
            summary = "Order a simulation of many accounts, or read the one ordered before",
            description =
                    "You choose its id. It runs in the background: read it again to see how far it is. The same order"
                            + " again changes nothing; with other content under that id, 409. Counted are billing periods that"
                            + " are over by now; usage of them that is recorded while it runs may or may not be in it.")
    public SimulationProgressBody order(@RestPath String simulation, @NotNull @Valid SimulationOrderBody body) {
        SimulationId id = id(simulation);
        Outcome outcome = ordered(id, body.order());
        if (outcome instanceof Outcome.Ordered ordered) {
            return SimulationProgressBody.of(ordered.progress());
        }
        throw ProblemException.of(Kind.CONFLICT, ((Outcome.Conflict) outcome).reason());
    }

    private Outcome ordered(SimulationId id, SimulationOrder order) {
        try {
            return simulations.order(id, order);
        } catch (UnknownException unknown) {
            throw unknown;
        } catch (IllegalArgumentException impossible) {
            throw ProblemException.refused(String.valueOf(impossible.getMessage()));
        }
    }

    /** It is about all customers. */
    private SimulationId id(String simulation) {
        caller.requireUnbound();
        return Fields.read("simulation", simulation, SimulationId::new);
    }

    @GET
    @RolesAllowed(Permission.ADMIN)
    @Operation(operationId = "readSimulation", summary = "Read how far a simulation is, and what it comes to")
    public SimulationProgressBody read(@RestPath String simulation) {
        return simulations
                .find(id(simulation))
                .map(SimulationProgressBody::of)
                .orElseThrow(() -> ProblemException.notFound("simulation '" + simulation + "'"));
    }

    @POST
    @Path("/cancel")
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "cancelSimulation",
            summary = "Cancel a simulation",
            description =
                    "Its results so far stay, and a few that are just at work may be added. What is over stays as it"
                            + " is.")
    public SimulationProgressBody cancel(@RestPath String simulation) {
        return SimulationProgressBody.of(simulations.cancel(id(simulation)));
    }

    @GET
    @Path("/results")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.ADMIN)
    @Operation(operationId = "listSimulationResults", summary = "List what came out so far, by account")
    public Page<SimulationResultBody> results(
            @RestPath String simulation,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        Optional<AccountId> after = Cursor.parse(cursor, 1).map(parts -> account(String.valueOf(cursor), parts.get(0)));
        List<SimulationResult> found = simulations.results(id(simulation), after, limit + 1);
        return Page.of(
                found,
                limit,
                SimulationResultBody::of,
                result -> Cursor.of(result.account().value()));
    }

    private static AccountId account(String cursor, String part) {
        try {
            return new AccountId(part);
        } catch (IllegalArgumentException madeUp) {
            throw Cursor.wrong(cursor);
        }
    }

    @GET
    @Path("/results.csv")
    @Produces("text/csv")
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "listSimulationResultsAsTable",
            summary = "The same as comma-separated values, all of it",
            description = "A row per account. A text that a spreadsheet would take for a formula is preceded by an"
                    + " apostrophe.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public StreamingOutput table(@RestPath String simulation) {
        SimulationId id = id(simulation);
        List<SimulationResult> first = simulations.results(id, Optional.empty(), ROWS_AT_ONCE);
        return output -> write(id, first, output);
    }

    /** A page at a time, so that no number of accounts is held in memory. */
    private void write(SimulationId id, List<SimulationResult> first, OutputStream output) throws IOException {
        Writer text = new OutputStreamWriter(output, StandardCharsets.UTF_8);
        try (CSVPrinter rows = new CSVPrinter(text, CSVFormat.RFC4180)) {
            rows.printRecord(SimulationResultBody.COLUMNS);
            List<SimulationResult> page = first;
            while (!page.isEmpty()) {
                for (SimulationResult result : page) {
                    rows.printRecord(SimulationResultBody.of(result).row());
                }
                AccountId last = page.get(page.size() - 1).account();
                page = page.size() < ROWS_AT_ONCE
                        ? List.of()
                        : simulations.results(id, Optional.of(last), ROWS_AT_ONCE);
            }
        }
    }
}
