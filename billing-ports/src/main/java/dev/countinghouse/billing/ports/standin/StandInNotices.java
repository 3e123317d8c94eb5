package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.ports.standin.StandInSubject.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What is to be told of something.
 *
 * @param changes the first is numbered 1
 * @param delivered numbers of the changes that somebody has taken notice of
 */
record StandInNotices(List<Change> changes, SortedSet<Integer> delivered) {

    static final StandInNotices NONE = new StandInNotices(List.of(), new TreeSet<>());

    StandInNotices {
        changes = List.copyOf(changes);
        delivered = Collections.unmodifiableSortedSet(new TreeSet<>(delivered));
    }

    StandInNotices with(String type, Instant at) {
        List<Change> more = new ArrayList<>(changes);
        more.add(new Change(at, type));
        return new StandInNotices(more, delivered);
    }

    StandInNotices delivered(int number) {
        SortedSet<Integer> more = new TreeSet<>(delivered);
        more.add(number);
        return new StandInNotices(changes, more);
    }

    boolean hasTold(String type) {
        return changes.stream().anyMatch(change -> change.type().equals(type));
    }

    List<Integer> pending() {
        return IntStream.rangeClosed(1, changes.size())
                .filter(number -> !delivered.contains(number))
                .boxed()
                .toList();
    }

    Change change(int number) {
        return changes.get(number - 1);
    }

    Optional<Instant> dueAt() {
        return pending().stream().findFirst().map(number -> change(number).at());
    }

    void write(ObjectNode page) {
        ArrayNode all = page.putArray("changes");
        changes.forEach(
                change -> all.addObject().put("at", change.at().toString()).put("type", change.type()));
        ArrayNode taken = page.putArray("delivered");
        delivered.forEach(taken::add);
    }

    static StandInNotices read(JsonNode page) {
        List<Change> changes = new ArrayList<>();
        page.path("changes")
                .forEach(change -> changes.add(new Change(
                        Instant.parse(change.path("at").textValue()),
                        change.path("type").textValue())));
        SortedSet<Integer> delivered = new TreeSet<>();
        page.path("delivered").forEach(number -> delivered.add(number.intValue()));
        return new StandInNotices(changes, delivered);
    }
}
