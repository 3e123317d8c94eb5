package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.Optional;

/** Which currency prices are in: their own, or else the catalogue's. */
record Currencies(Optional<Currency> standard) {

    /**
     * Stands in where the currency is missing or wrong, so that the rest is still checked; nothing is built with it. Of
     * the currencies with most decimals, lest a price be reported for having too many.
     */
    private static final Currency PLACEHOLDER = Currency.getInstance("CLF");

    Currency of(Fields fields) {
        if (fields.has("currency") || standard.isPresent()) {
            return fields.optional("currency", standard.orElse(PLACEHOLDER), Values::currency)
                    .value()
                    .orElse(PLACEHOLDER);
        }
        fields.reject("has no 'currency', give it or the whole catalogue one, such as USD");
        return PLACEHOLDER;
    }

    /** The catalogue's, for what can have none of its own. */
    Currency ofCatalogue(Fields fields) {
        if (standard.isEmpty()) {
            fields.reject("has no currency to be sold in, give the catalogue one, such as currency: USD");
        }
        return standard.orElse(PLACEHOLDER);
    }

    static Currencies in(Fields catalogue) {
        Optional<Currency> standard =
                catalogue.maybe("currency", Values::currency).value().orElse(Optional.of(PLACEHOLDER));
        return new Currencies(standard);
    }

    /** A currency is written only where it is not the catalogue's. */
    static void write(ObjectNode into, Currency currency, Optional<Currency> standard) {
        if (!standard.equals(Optional.of(currency))) {
            into.put("currency", currency.getCurrencyCode());
        }
    }
}
