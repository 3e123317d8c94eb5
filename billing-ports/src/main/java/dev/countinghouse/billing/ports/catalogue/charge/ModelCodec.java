package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import java.util.Currency;

/** The syntax of one charge model: the value of the field that carries the model's name in a charge. */
interface ModelCodec<M extends ChargeModel> {

    /** The field that says a charge has this model. */
    String name();

    Class<M> type();

    Reader<M> reader(Currency currency);

    JsonNode write(M model);
}
