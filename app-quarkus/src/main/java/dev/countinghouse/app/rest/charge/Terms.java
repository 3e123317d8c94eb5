package dev.countinghouse.app.rest.charge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.app.rest.problem.Problem;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.ports.catalogue.CatalogueError;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.ReadOutcome;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The charge of a request and the meter it names. */
record Terms(Charge charge, Optional<Meter> meter) {

    private static final String CHARGE = "charge";

    /** @throws ProblemException with every error of the texts */
    static Terms read(EvaluationBody body) {
        Currency currency = currency(body.currency());
        String text = text(body.charge());
        Optional<MeterKey> key = CatalogueReader.meterOf(text);
        Optional<Meter> meter = key.map(name -> meter(name, body.meter()));
        Map<MeterKey, Meter> meters = meter.isPresent() ? Map.of(key.get(), meter.get()) : Map.of();
        Charge charge = orThrow(CHARGE, CatalogueReader.readCharge(new ChargeKey(CHARGE), text, meters, currency));
        return new Terms(charge, meter);
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid("currency", "is '" + code + "', it must be an ISO 4217 code such as USD");
        }
    }

    /** Objects become JSON, which is YAML too. */
    private static String text(JsonNode syntax) {
        return syntax.isTextual() ? syntax.textValue() : syntax.toString();
    }

    /** A quantity needs no more of its meter than the name. */
    private static Meter meter(MeterKey key, @Nullable JsonNode syntax) {
        if (syntax == null || syntax.isNull()) {
            return new Meter(
                    key, key.value(), "unit", "evaluation", Aggregation.SUM, "quantity", "", Filter.ALL, List.of());
        }
        return orThrow("meter", CatalogueReader.readMeter(key, text(syntax)));
    }

    private static <T> T orThrow(String field, ReadOutcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw ProblemException.invalid(
                    errors.stream().map(error -> error(field, error)).toList());
        });
    }

    private static Problem.FieldError error(String field, CatalogueError error) {
        return new Problem.FieldError(
                error.path().isEmpty() ? field : field + "." + error.path(),
                error.message() + " (line " + error.line() + ", column " + error.column() + ")");
    }
}
