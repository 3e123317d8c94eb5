package dev.countinghouse.app.rest.gate;

import dev.countinghouse.app.operations.CallMetrics;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.ports.driving.AdmitCalls;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.http.LimitHeaders;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestResponse;

/** Asks about a call, whoever came with it: answers what was admitted, with headers of rate limits, or ends with a problem. */
@RequestScoped
public class Gate {

    private final BillingEngine engine;
    private final CallReader reader;
    private final Timer decisions;

    Gate(BillingEngine engine, CallReader reader, CallMetrics metrics) {
        this.engine = engine;
        this.reader = reader;
        this.decisions = metrics.quotaDecisions();
    }

    /**
     * What was admitted, and the headers that tell of it.
     *
     * @param repeated whether it was admitted before, so that nothing was taken for it now
     */
    public record Admission(ReservationId id, AdmissionBody body, Map<String, String> headers, boolean repeated) {

        RestResponse<AdmissionBody> response() {
            RestResponse.ResponseBuilder<AdmissionBody> response = RestResponse.ResponseBuilder.ok(body);
            headers.forEach(response::header);
            return response.build();
        }
    }

    public Admission check(AccountId account, CallBody body) {
        requireNoTime(body);
        return admission(reader.ofCheck(account, body), body, AdmitCalls::check);
    }

    public Admission consume(AccountId account, CallBody body) {
        requireNoTime(body);
        return admission(reader.of(account, body), body, AdmitCalls::consume);
    }

    public Admission reserve(AccountId account, CallBody body) {
        Duration lasts = reader.lasts(body);
        return admission(reader.of(account, body), body, (gate, call) -> gate.reserve(call, lasts));
    }

    private static void requireNoTime(CallBody body) {
        if (body.lasts() != null) {
            throw ProblemException.invalid("lasts", "is '" + body.lasts() + "', only a reservation lasts");
        }
    }

    private Admission admission(Call call, CallBody body, BiFunction<AdmitCalls, Call, Outcome> ask) {
        AdmitCalls gate = engine.admitCalls();
        Outcome outcome = decisions.record(() -> ask.apply(gate, call));
        if (outcome instanceof Outcome.Invalid invalid) {
            throw ProblemException.invalid(body.named(invalid.field()), invalid.reason());
        }
        if (outcome instanceof Outcome.Conflict conflict) {
            throw ProblemException.of(Kind.CONFLICT, conflict.reason());
        }
        Instant now = engine.readTime().now(call.account());
        if (outcome instanceof Outcome.Refused refused) {
            throw Refusals.of(call.account(), refused.decision(), now);
        }
        Outcome.Admitted admitted = (Outcome.Admitted) outcome;
        return new Admission(
                call.id(),
                AdmissionBody.of(admitted, now),
                LimitHeaders.of(admitted.decision(), now),
                admitted.repeated());
    }
}
