package dev.countinghouse.app.rest.gate;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.usage.Attributes;
import dev.countinghouse.app.rest.usage.UsageData;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.WeighModelCalls.Weighed;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes what a call has used into the data of its event. */
@RequestScoped
class CaptureReader {

    private final BillingEngine engine;
    private final Caller caller;
    private final CallReader calls;

    CaptureReader(BillingEngine engine, Caller caller, CallReader calls) {
        this.engine = engine;
        this.caller = caller;
        this.calls = calls;
    }

    /** @param type of the event that it is, if that was told */
    record Told(Optional<String> type, EventData data) {}

    /** Empty if nothing was told. */
    Optional<Told> told(AccountId account, ReservationId id, CaptureBody body) {
        boolean meter = body.meter() != null || body.quantity() != null;
        if ((body.data() != null ? 1 : 0) + (meter ? 1 : 0) + (body.response() != null ? 1 : 0) > 1) {
            throw ProblemException.invalid(
                    "", "what was used must come in one form: 'data', or 'meter' and 'quantity', or 'response'");
        }
        if (body.data() == null && body.type() != null) {
            throw ProblemException.invalid("type", "is '" + body.type() + "' without 'data' of that type");
        }
        if (body.dimensions() != null && !meter && body.response() == null) {
            throw ProblemException.invalid("dimensions", "are for 'meter' or 'response': put them into 'data'");
        }
        if (meter) {
            Call units = ofMeter(account, id, body);
            return Optional.of(new Told(Optional.of(units.type()), units.data()));
        }
        if (body.response() != null) {
            EventData used =
                    ofResponse(account, body.response(), Attributes.read("dimensions", body.dimensions(), caller));
            return Optional.of(new Told(Optional.of(RecordProviderResponses.EVENT_TYPE), used));
        }
        return Optional.ofNullable(body.data())
                .map(data -> new Told(
                        Optional.ofNullable(body.type()).filter(type -> !type.isEmpty()),
                        Attributes.of("data", UsageData.of("data", data), caller)));
    }

    private Call ofMeter(AccountId account, ReservationId id, CaptureBody body) {
        Meter meter = calls.meter(body.meter());
        return Fields.read(
                "quantity",
                body.quantity() == null ? "1" : body.quantity(),
                text -> Call.of(
                        id,
                        account,
                        meter,
                        Decimals.parse("quantity", text),
                        Attributes.read("dimensions", body.dimensions(), caller),
                        new TreeMap<>()));
    }

    private EventData ofResponse(
            AccountId account, CaptureBody.ProviderAnswerBody answer, SortedMap<String, String> dimensions) {
        Weighed weighed = engine.weighModelCalls()
                .after(new ProviderResponse(
                        new EventKey(Call.SOURCE, "response"),
                        account.value(),
                        engine.readTime().now(account),
                        Objects.requireNonNullElse(answer.provider(), ""),
                        Objects.requireNonNullElse(answer.apiFlavor(), ""),
                        answer.body().toString(),
                        dimensions));
        if (weighed instanceof Weighed.NotUnderstood wrong) {
            throw ProblemException.invalid(
                    wrong.field().isEmpty() ? "response" : "response." + wrong.field(), wrong.reason());
        }
        return ((Weighed.Used) weighed).data();
    }
}
