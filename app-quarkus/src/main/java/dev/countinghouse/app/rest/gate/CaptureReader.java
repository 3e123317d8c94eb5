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
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.WeighModelCalls.Weighed;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes what a call has used into the data of its event. */
@RequestScoped
class CaptureReader {

    private static final List<String> COUNTED = List.of("usage.", "cost.");

    private final BillingEngine engine;
    private final Caller caller;
    private final CallReader calls;

    CaptureReader(BillingEngine engine, Caller caller, CallReader calls) {
        this.engine = engine;
        this.caller = caller;
        this.calls = calls;
    }

    /** What was told, as a call of its own; of type {@code ""} where that was not told. Empty if nothing was. */
    Optional<Call> told(AccountId account, ReservationId id, CaptureBody body) {
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
            return Optional.of(ofMeter(account, id, body));
        }
        if (body.response() != null) {
            EventData used =
                    ofResponse(account, body.response(), Attributes.read("dimensions", body.dimensions(), caller));
            return Optional.of(call(account, id, RecordProviderResponses.EVENT_TYPE, used));
        }
        return Optional.ofNullable(body.data())
                .map(data -> call(
                        account,
                        id,
                        Objects.requireNonNullElse(body.type(), ""),
                        Attributes.of("data", UsageData.of("data", data), caller)));
    }

    private static Call call(AccountId account, ReservationId id, String type, EventData used) {
        return new Call(id, account, type, used, new TreeMap<>());
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

    /** With what was reserved where nothing was told: who called, for which project, with which key. */
    static EventData completed(Call reserved, Call told) {
        if (!told.type().isEmpty() && !told.type().equals(reserved.type())) {
            throw ProblemException.invalid(
                    "",
                    "this is usage of type '" + told.type() + "', and '" + reserved.type() + "' was reserved as call '"
                            + reserved.id() + "'");
        }
        SortedMap<String, Value> values = new TreeMap<>(reserved.data().values());
        if (told.type().equals(RecordProviderResponses.EVENT_TYPE)) {
            values.keySet().removeIf(path -> COUNTED.stream().anyMatch(path::startsWith));
        }
        values.putAll(told.data().values());
        return new EventData(values);
    }
}
