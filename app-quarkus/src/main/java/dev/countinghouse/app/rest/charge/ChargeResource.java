package dev.countinghouse.app.rest.charge;

import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.usage.UsageData;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.EvaluateCharge;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/charges")
@Tag(name = "Charges", description = "Trying out prices")
public class ChargeResource {

    /** Whose usage an event is does not matter here. */
    private static final AccountId NOBODY = new AccountId("evaluation");

    private final BillingEngine engine;

    ChargeResource(BillingEngine engine) {
        this.engine = engine;
    }

    @POST
    @Path("/evaluate")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "evaluateCharge",
            summary = "What a charge comes to for a quantity or for events",
            description = "With the function that makes invoices, for any charge, published or not. Nothing is stored.")
    public EvaluationBody.Answer evaluate(@NotNull @Valid EvaluationBody body) {
        Terms terms = Terms.read(body);
        EvaluateCharge port = engine.evaluateCharge();
        if (body.quantity() == null && body.events() == null || body.quantity() != null && body.events() != null) {
            throw ProblemException.invalid("quantity", "is one of two ways, give either quantity or events");
        }
        if (body.quantity() != null) {
            return EvaluationBody.Answer.of(port.evaluate(terms.charge(), Decimals.parse("quantity", body.quantity())));
        }
        Meter meter = meter(terms, body);
        List<UsageEvent> events = events(meter, body.events());
        return EvaluationBody.Answer.of(
                port.evaluate(terms.charge(), meter, events, period(body, events), zone(body.timeZone())));
    }

    private static Meter meter(Terms terms, EvaluationBody body) {
        if (terms.charge().isFee()) {
            throw ProblemException.invalid("events", "are not priced by a fee, give a quantity");
        }
        if (body.meter() == null || body.meter().isNull()) {
            throw ProblemException.invalid("meter", "is missing: events need the meter that counts them");
        }
        return terms.meter().orElseThrow();
    }

    private static List<UsageEvent> events(Meter meter, @Nullable List<EvaluationBody.EventBody> bodies) {
        List<UsageEvent> events = new ArrayList<>();
        for (EvaluationBody.EventBody body : bodies == null ? List.<EvaluationBody.EventBody>of() : bodies) {
            String field = "events[" + events.size() + "]";
            UsageEvent event = new UsageEvent(
                    NOBODY,
                    new EventKey("evaluation", String.format("%05d", events.size())),
                    meter.eventType(),
                    NOBODY.value(),
                    Times.parse(field + ".time", body.time()),
                    UsageData.of(field + ".data", body.data()));
            if (meter.matches(event)) {
                meter.defectOf(event).ifPresent(defect -> {
                    throw ProblemException.invalid(field, defect);
                });
            }
            events.add(event);
        }
        return events;
    }

    private static Period period(EvaluationBody body, List<UsageEvent> events) {
        if (body.from() != null && body.to() != null) {
            return Times.period(body.from(), body.to());
        }
        if (events.isEmpty()) {
            throw ProblemException.invalid("events", "is empty, it must hold an event, or from and to be given");
        }
        Comparator<Instant> order = Comparator.naturalOrder();
        Instant first = events.stream().map(UsageEvent::time).min(order).orElseThrow();
        Instant last = events.stream().map(UsageEvent::time).max(order).orElseThrow();
        Instant from = body.from() == null ? first : Times.parse("from", body.from());
        Instant to = body.to() == null ? last.plusNanos(1_000) : Times.parse("to", body.to());
        return Times.period(from.toString(), to.toString());
    }

    private static ZoneId zone(@Nullable String zone) {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid(
                    "timeZone", "is '" + zone + "', it must be an IANA time zone such as Europe/Berlin");
        }
    }
}
