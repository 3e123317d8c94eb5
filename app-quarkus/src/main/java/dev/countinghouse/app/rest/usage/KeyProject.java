package dev.countinghouse.app.rest.usage;

import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Attributes usage to the project that the caller's key stands for. */
record KeyProject(ProjectId project) {

    private static final String DIMENSION = "project";

    Parsed applied(Parsed event) {
        if (!(event instanceof Parsed.Good good)) {
            return event;
        }
        Submission sent = good.submission();
        Optional<Value> named = sent.data().get(DIMENSION);
        if (named.isPresent()) {
            String name = named.get().asText();
            return name.equals(project.value())
                    ? event
                    : new Parsed.Bad(EventItem.rejected(
                            sent.key().id(), sent.key().source(), "data." + DIMENSION, mismatch(name)));
        }
        SortedMap<String, Value> values = new TreeMap<>(sent.data().values());
        values.put(DIMENSION, new Value.Text(project.value()));
        return new Parsed.Good(
                new Submission(sent.key(), sent.type(), sent.subject(), sent.time(), new EventData(values)));
    }

    ResponseParser.Parsed applied(ResponseParser.Parsed item) {
        if (item.response().isEmpty()) {
            return item;
        }
        ProviderResponse sent = item.response().get();
        String name = sent.dimensions().get(DIMENSION);
        if (name != null && !name.equals(project.value())) {
            return new ResponseParser.Parsed(
                    item.id(),
                    item.source(),
                    Optional.empty(),
                    Optional.of(ResponseItem.rejected(
                            item.id(), item.source(), "dimensions." + DIMENSION, mismatch(name))));
        }
        SortedMap<String, String> dimensions = new TreeMap<>(sent.dimensions());
        dimensions.put(DIMENSION, project.value());
        ProviderResponse attributed = new ProviderResponse(
                sent.key(), sent.subject(), sent.time(), sent.provider(), sent.apiFlavor(), sent.body(), dimensions);
        return new ResponseParser.Parsed(item.id(), item.source(), Optional.of(attributed), Optional.empty());
    }

    private String mismatch(String name) {
        return "is " + Shown.text(name) + ", this key is for project '" + project + "': leave it out or send that";
    }
}
