package dev.countinghouse.app.rest.gate;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Durations;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.usage.Attributes;
import dev.countinghouse.app.rest.usage.UsageData;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.ports.driving.WeighModelCalls;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes calls out of what came in, with the project and the key that they came with. */
@RequestScoped
class CallReader {

    static final String API_KEY = "api_key";

    private static final Duration USUAL = Duration.ofMinutes(1);

    private final BillingEngine engine;
    private final Caller caller;

    CallReader(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    /** Of a check, which takes nothing that could be taken twice. */
    Call ofCheck(AccountId account, CallBody body) {
        return call(account, body.id() == null ? new ReservationId("check") : id(body), body);
    }

    Call of(AccountId account, CallBody body) {
        return call(account, id(body), body);
    }

    Duration lasts(CallBody body) {
        return body.lasts() == null ? USUAL : Durations.parse("lasts", body.lasts(), Durations.SHORTEST);
    }

    private static ReservationId id(CallBody body) {
        if (body.id() == null) {
            throw ProblemException.invalid(
                    "id", "is missing: choose one for each call, so that it can be repeated and is admitted once");
        }
        return Fields.read("id", body.id(), ReservationId::new);
    }

    private Call call(AccountId account, ReservationId id, CallBody body) {
        SortedMap<FeatureKey, String> features = features(body.features());
        Form form = form(body);
        Call call =
                switch (form) {
                    case EVENT -> new Call(id, account, requiredType(body), event(body), features);
                    case METER -> ofMeter(id, account, body, features);
                    case MODEL -> ofModel(id, account, body, features);
                };
        return caller.ownKey()
                .filter(key -> call.data().text(API_KEY).isEmpty())
                .map(key -> new Call(
                        id, account, call.type(), Attributes.with(call.data(), API_KEY, key.value()), features))
                .orElse(call);
    }

    private enum Form {
        EVENT,
        METER,
        MODEL
    }

    private static Form form(CallBody body) {
        boolean event = body.type() != null || body.data() != null;
        boolean meter = body.meter() != null || body.quantity() != null;
        boolean model = body.model() != null;
        if ((event ? 1 : 0) + (meter ? 1 : 0) + (model ? 1 : 0) != 1) {
            throw ProblemException.invalid(
                    "",
                    "a call must come in one form: 'type' and 'data', or 'meter' and 'quantity', or 'model', but there are "
                            + present(event, meter, model));
        }
        if (event && body.dimensions() != null) {
            throw ProblemException.invalid("dimensions", "is there beside 'data': put them into 'data'");
        }
        return event ? Form.EVENT : meter ? Form.METER : Form.MODEL;
    }

    private static List<String> present(boolean event, boolean meter, boolean model) {
        return List.of(event ? "an event" : "no event", meter ? "a meter" : "no meter", model ? "a model" : "no model");
    }

    private static String requiredType(CallBody body) {
        if (body.type() == null || body.type().isBlank()) {
            throw ProblemException.invalid("type", "is missing: it is the type of the event that 'data' belongs to");
        }
        return body.type();
    }

    private EventData event(CallBody body) {
        return Attributes.of("data", UsageData.of("data", body.data()), caller);
    }

    private Call ofMeter(ReservationId id, AccountId account, CallBody body, SortedMap<FeatureKey, String> features) {
        Meter meter = meter(body.meter());
        String quantity = body.quantity() == null ? "1" : body.quantity();
        Map<String, String> dimensions = Attributes.read("dimensions", body.dimensions(), caller);
        return Fields.read(
                "quantity",
                quantity,
                text -> Call.of(id, account, meter, Decimals.parse("quantity", text), dimensions, features));
    }

    Meter meter(@Nullable String key) {
        if (key == null) {
            throw ProblemException.invalid("meter", "is missing: 'quantity' is of a meter");
        }
        SortedMap<MeterKey, Meter> meters = engine.readCatalogue()
                .current()
                .map(published -> published.catalogue().meters())
                .orElseGet(TreeMap::new);
        return Optional.ofNullable(meters.get(Fields.read("meter", key, MeterKey::new)))
                .orElseThrow(
                        () -> ProblemException.invalid("meter", "is '" + key + "', the meters are " + meters.keySet()));
    }

    private Call ofModel(ReservationId id, AccountId account, CallBody body, SortedMap<FeatureKey, String> features) {
        CallBody.ModelBody model = Objects.requireNonNull(body.model());
        WeighModelCalls.Expected expected = new WeighModelCalls.Expected(
                model.provider(),
                model.model(),
                model.inputTokens(),
                model.mostOutputTokens(),
                Attributes.read("dimensions", body.dimensions(), caller));
        return Fields.read("dimensions", "", any -> engine.weighModelCalls()
                .before(id, account, expected, features, engine.readTime().now(account)));
    }

    private static SortedMap<FeatureKey, String> features(@Nullable Map<String, @Nullable String> sent) {
        SortedMap<FeatureKey, String> features = new TreeMap<>();
        if (sent != null) {
            sent.forEach((name, value) ->
                    features.put(Fields.read("features", name, FeatureKey::new), value == null ? "" : value));
        }
        return features;
    }
}
