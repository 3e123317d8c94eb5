package dev.countinghouse.app.rest.usage;

import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The events of a body, and an item for each of them whatever becomes of it. */
public final class EventBatch {

    public static final String ONE = "application/cloudevents+json";
    public static final String BATCH = "application/cloudevents-batch+json";
    public static final String LINES = "application/x-ndjson";

    private final List<Parsed> events;

    private EventBatch(List<Parsed> events) {
        this.events = events;
    }

    /** @param now the time of events that state none, by their subject */
    public static EventBatch read(HttpHeaders headers, InputStream body, Function<String, Instant> now)
            throws IOException {
        ItemStream<Parsed> stream = new ItemStream<>(json -> EventParser.parse(json, now), EventParser::notJson);
        return new EventBatch(
                switch (mediaType(headers)) {
                    case ONE -> List.of(stream.one(body));
                    case BATCH -> stream.list(body);
                    case LINES -> stream.lines(body);
                    default ->
                        throw ProblemException.of(
                                Kind.UNSUPPORTED_MEDIA_TYPE,
                                "the body is of " + mediaType(headers) + ", it must be one event as " + ONE
                                        + ", an array of them as " + BATCH + ", or one per line as " + LINES);
                });
    }

    private static String mediaType(HttpHeaders headers) {
        MediaType type = headers.getMediaType();
        return type == null ? "no media type" : type.getType() + "/" + type.getSubtype();
    }

    /** The same as sent with a key that stands for a project. */
    EventBatch ofProject(Optional<ProjectId> project) {
        return project.map(KeyProject::new)
                .map(key -> new EventBatch(events.stream().map(key::applied).toList()))
                .orElse(this);
    }

    /** @param port takes those that can be read, and answers in their order */
    public List<EventItem> items(Function<List<Submission>, List<RecordUsage.Outcome>> port) {
        List<Submission> good = new ArrayList<>();
        for (Parsed event : events) {
            if (event instanceof Parsed.Good it) {
                good.add(it.submission());
            }
        }
        List<RecordUsage.Outcome> outcomes = port.apply(good);
        List<EventItem> items = new ArrayList<>(events.size());
        int next = 0;
        for (Parsed event : events) {
            items.add(
                    event instanceof Parsed.Good it
                            ? EventItem.of(it.submission().key(), outcomes.get(next++))
                            : ((Parsed.Bad) event).item());
        }
        return items;
    }
}
