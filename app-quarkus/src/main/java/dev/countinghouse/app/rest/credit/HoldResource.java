package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Items;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/accounts/{account}/credits/holds")
@Tag(name = "Credit holds", description = "Reserving credits before something is done, and settling what it came to")
public class HoldResource {

    private static final int MOST_OPEN = 1_000;
    private static final String USUAL_OPEN = "200";

    private final BillingEngine engine;
    private final CreditOwners owners;

    HoldResource(BillingEngine engine, CreditOwners owners) {
        this.engine = engine;
        this.owners = owners;
    }

    @PUT
    @Path("/{hold}")
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "placeHold",
            summary = "Reserve credits, once for this id",
            description = "The id is your own: 1 to 100 of A-Z, a-z, 0-9, '_', '.', ':', '@' and '-'. However many"
                    + " callers there are, holds never take more than there is: 402 where it is not enough, with what"
                    + " there is and how to buy more. Other content under the same id is answered with 409.")
    public HoldBody place(@RestPath String account, @RestPath String hold, @NotNull @Valid HoldOrderBody body) {
        return run(new Step.Place(owners.allowed(account), body.toOrder(id(hold))));
    }

    private static HoldId id(String text) {
        return Fields.read("hold", text, each -> new HoldId(LedgerId.requireOwn("hold", each)));
    }

    private HoldBody run(Step step) {
        HoldOutcome outcome = engine.holdCredits().run(step);
        if (outcome instanceof HoldOutcome.Done done) {
            return HoldBody.of(done);
        }
        if (outcome instanceof HoldOutcome.Insufficient few) {
            throw ProblemException.insufficientCredits(step.account(), few.wanted(), few.available());
        }
        if (outcome instanceof HoldOutcome.Conflict conflict) {
            throw ProblemException.of(Kind.CONFLICT, conflict.reason());
        }
        throw unknown(step.account(), ((HoldOutcome.Unknown) outcome).id().value());
    }

    private static ProblemException unknown(AccountId account, String hold) {
        return ProblemException.notFound("hold '" + hold + "' of account '" + account + "'");
    }

    @POST
    @Path("/{hold}/extend")
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "extendHold",
            summary = "Reserve up to an amount in all, or until a time",
            description =
                    "Neither is ever made less, so it may be repeated. 402 where there is not enough for more: the"
                            + " hold stays as it was.")
    public HoldBody extend(@RestPath String account, @RestPath String hold, @NotNull @Valid HoldExtensionBody body) {
        AccountId owner = owners.allowed(account);
        Hold found = find(owner, hold);
        return run(body.toStep("", owner, found.id(), unit(found)));
    }

    private static CreditUnit unit(Hold hold) {
        return hold.order().amount().unit();
    }

    @POST
    @Path("/{hold}/capture")
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "captureHold",
            summary = "Spend what something has come to; the rest goes back",
            description =
                    "Also beyond what was held: what grants do not have is overdrawn. The same amount again changes"
                            + " nothing, another is answered with 409.")
    public HoldBody capture(@RestPath String account, @RestPath String hold, @NotNull @Valid HoldCaptureBody body) {
        AccountId owner = owners.allowed(account);
        Hold found = find(owner, hold);
        return run(new Step.Capture(owner, found.id(), Amounts.notNegative("amount", body.amount(), unit(found))));
    }

    @POST
    @Path("/{hold}/release")
    @RolesAllowed(Permission.WRITE)
    @Operation(operationId = "releaseHold", summary = "Give all of it back")
    public HoldBody release(@RestPath String account, @RestPath String hold) {
        AccountId owner = owners.allowed(account);
        return run(new Step.Release(owner, id(hold)));
    }

    @POST
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "runHoldSteps",
            summary = "Place, extend, capture and release many at once",
            description = "Answers 200 with an outcome per step in their order, as if each had come by itself: one that"
                    + " is refused holds back no other. If a step is not understood, none is done.")
    public Items<HoldItem> run(@RestPath String account, @NotNull @Valid HoldStepsBody body) {
        List<Step> steps = body.toSteps(owners.allowed(account));
        List<HoldOutcome> outcomes = engine.holdCredits().run(steps);
        List<HoldItem> items = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            items.add(HoldItem.of(body.steps().get(i).hold(), outcomes.get(i)));
        }
        return new Items<>(items);
    }

    @GET
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(
            operationId = "listOpenHolds",
            summary = "List the holds that are open, the oldest first",
            description = "At most a thousand of them.")
    public Items<HoldBody> list(
            @RestPath String account, @RestQuery @DefaultValue(USUAL_OPEN) @Min(1) @Max(MOST_OPEN) int limit) {
        return new Items<>(engine.readCredits().openHolds(owners.existing(account), limit).stream()
                .map(HoldBody::of)
                .toList());
    }

    @GET
    @Path("/{hold: .+}")
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(operationId = "readHold", summary = "Read a hold, open or not")
    public HoldBody read(@RestPath String account, @RestPath String hold) {
        AccountId owner = owners.allowed(account);
        return HoldBody.of(find(owner, hold));
    }

    private Hold find(AccountId account, String hold) {
        return engine.readCredits().hold(account, idOf(account, hold)).orElseThrow(() -> unknown(account, hold));
    }

    /** A text that cannot be a hold's id is nobody's. */
    private static HoldId idOf(AccountId account, String hold) {
        try {
            return new HoldId(hold);
        } catch (IllegalArgumentException noId) {
            throw unknown(account, hold);
        }
    }
}
