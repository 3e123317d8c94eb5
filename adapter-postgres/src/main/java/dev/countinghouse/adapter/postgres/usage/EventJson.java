package dev.countinghouse.adapter.postgres.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Events as corrections note them: {@code {"type": …, "subject": …, "time": …, "data": {…}}}, the key beside it. */
final class EventJson {

    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    static String write(UsageEvent event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", StorableText.write(event.type()));
            json.writeStringField("subject", StorableText.write(event.subject()));
            json.writeStringField("time", event.time().toString());
            json.writeFieldName("data");
            json.writeRawValue(EventDataJson.write(event.data()));
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** The columns that {@link #read} reads of such an event. */
    static String columns(String column) {
        return "%1$s ->> 'type' as %1$s_type, %1$s ->> 'subject' as %1$s_subject, %1$s ->> 'data' as %1$s_data, "
                        .formatted(column)
                + "(%1$s ->> 'time')::timestamptz as %1$s_time".formatted(column);
    }

    /** Empty where the column is null. */
    static Optional<UsageEvent> read(ResultSet row, String column, AccountId account, EventKey key)
            throws SQLException {
        String type = row.getString(column + "_type");
        return type == null
                ? Optional.empty()
                : Optional.of(new UsageEvent(
                        account,
                        key,
                        StorableText.read(type),
                        StorableText.read(row.getString(column + "_subject")),
                        row.getObject(column + "_time", OffsetDateTime.class).toInstant(),
                        EventDataJson.read(row.getString(column + "_data"))));
    }
}
