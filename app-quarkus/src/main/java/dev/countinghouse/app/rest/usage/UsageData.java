package dev.countinghouse.app.rest.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.metering.EventData;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The data of an event where it is a part of a body that was read already. */
public final class UsageData {

    private UsageData() {}

    /** @throws ProblemException naming the field and what is wrong in it */
    public static EventData of(String field, @Nullable JsonNode data) {
        if (data == null || data.isNull()) {
            return EventData.EMPTY;
        }
        if (!data.isObject()) {
            throw ProblemException.invalid(field, "must be an object");
        }
        DataParser parser = new DataParser();
        try (JsonParser json = data.traverse()) {
            json.nextToken();
            parser.readObject(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        parser.defect().ifPresent(defect -> {
            throw ProblemException.invalid(field + defect.field().substring("data".length()), defect.reason());
        });
        return parser.values();
    }
}
