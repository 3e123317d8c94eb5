package dev.countinghouse.billing.ports.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.notification.EventFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All types there are. A new one is a schema in the folder, a line here, and somebody who announces it. */
public final class EventTypes {

    private static final String FOLDER = "dev/countinghouse/events/";
    private static final JsonMapper JSON = new JsonMapper();

    /** Listed and not searched for, because a native image has no class path to search. */
    private static final List<EventType> ALL = Stream.of(
                    "account.standing_changed.v1",
                    "budget.threshold_crossed.v1",
                    "credits.disputed.v1",
                    "credits.exhausted.v1",
                    "credits.purchase_failed.v1",
                    "credits.purchased.v1",
                    "credits.refunded.v1",
                    "invoice.credited.v1",
                    "invoice.disputed.v1",
                    "invoice.issued.v1",
                    "invoice.paid.v1",
                    "invoice.payment_action_required.v1",
                    "invoice.payment_failed.v1",
                    "invoice.refunded.v1",
                    "invoice.uncollectible.v1",
                    "provider_invoice.credited.v1",
                    "provider_invoice.finalization_failed.v1",
                    "provider_invoice.finalized.v1",
                    "provider_invoice.paid.v1",
                    "provider_invoice.payment_failed.v1",
                    "provider_invoice.uncollectible.v1",
                    "provider_invoice.voided.v1",
                    "quota.threshold_crossed.v1",
                    "session.ended.v1",
                    "session.running_out.v1",
                    "subscription.changed.v1",
                    "subscription.ended.v1",
                    "subscription.started.v1",
                    "subscription.trial_ending.v1",
                    "top_up.failed.v1",
                    "usage_report.refused.v1")
            .map(EventTypes::read)
            .toList();

    private EventTypes() {}

    /** By name. */
    public static List<EventType> all() {
        return ALL;
    }

    public static Optional<EventType> find(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** Why a filter can never match something it names; empty if all can. */
    public static Optional<String> refusal(EventFilter filter) {
        return filter.types().stream()
                .filter(wanted -> ALL.stream().noneMatch(type -> EventFilter.matches(wanted, type.name())))
                .findFirst()
                .map(wanted -> "there are no messages of type '" + wanted + "', but of these: "
                        + ALL.stream().map(EventType::name).toList());
    }

    private static EventType read(String file) {
        String name = file.substring(0, file.lastIndexOf(".v"));
        int version = Integer.parseInt(file.substring(file.lastIndexOf(".v") + 2));
        String path = FOLDER + file + ".schema.json";
        try (InputStream schema = EventTypes.class.getClassLoader().getResourceAsStream(path)) {
            if (schema == null) {
                throw new IOException(path + " is not in the jar");
            }
            String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            return new EventType(name, version, description(text), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String description(String schema) throws JsonProcessingException {
        JsonNode description = JSON.readTree(schema).path("description");
        return description.asText();
    }
}
