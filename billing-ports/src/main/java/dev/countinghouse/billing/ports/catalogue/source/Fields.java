package dev.countinghouse.billing.ports.catalogue.source;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the fields of one object. Ask for every field it may have, then {@link #build}: a field nobody asked for is
 * reported, and the object is made only if all of its parts could be read, so one mistake is reported once.
 */
public final class Fields {

    private final Node.Mapping node;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();
    private boolean broken;

    private Fields(Node.Mapping node, Problems problems) {
        this.node = node;
        this.problems = problems;
    }

    /** Runs {@code body} on the fields of a node, or reports that the node has none. */
    public static <T> Optional<T> in(Node node, Problems problems, Function<Fields, Optional<T>> body) {
        if (node instanceof Node.Mapping mapping) {
            return body.apply(new Fields(mapping, problems));
        }
        return problems.report(node, "is " + node.described() + ", write fields as 'name: value' here");
    }

    public <T> Found<T> required(String name, Reader<? extends T> reader) {
        known.add(name);
        Node value = node.entries().get(name);
        if (value != null) {
            return read(value, reader);
        }
        broken = true;
        return new Found<>(problems.report(node, "'" + name + "' is missing"));
    }

    public <T> Found<T> optional(String name, T fallback, Reader<? extends T> reader) {
        known.add(name);
        Node value = node.entries().get(name);
        return value == null ? new Found<>(Optional.of(fallback)) : read(value, reader);
    }

    /** A field whose absence means something. */
    public <T> Found<Optional<T>> maybe(String name, Reader<T> reader) {
        return optional(name, Optional.empty(), (value, anywhere) -> reader.read(value, anywhere)
                .map(Optional::of));
    }

    public boolean has(String name) {
        return node.entries().containsKey(name);
    }

    public Optional<Node> node(String name) {
        return Optional.ofNullable(node.entries().get(name));
    }

    /** The one of some fields that must stand alone, such as the price of a charge; {@code what} says what they are. */
    public Optional<String> exactlyOne(Collection<String> names, String what) {
        known.addAll(names);
        List<String> present = names.stream().filter(this::has).toList();
        if (present.size() == 1) {
            return Optional.of(present.get(0));
        }
        reject(
                present.isEmpty()
                        ? "has no " + what + ", write one of " + names
                        : "has " + present + ", of which only one can be the " + what);
        return Optional.empty();
    }

    /** Reports what is wrong with the object as a whole; it will not be built. */
    public void reject(String message) {
        broken = true;
        problems.report(node, message);
    }

    /** Reports what is wrong with one field, as it is known only beside others; the object will not be built. */
    public void reject(String name, String message) {
        broken = true;
        problems.report(node.entries().getOrDefault(name, node), message);
    }

    /** Like {@link #reject(String, String)}, at an entry of a field. */
    public void rejectEntry(String name, String entry, String message) {
        broken = true;
        Node field = node.entries().getOrDefault(name, node);
        Node at = field instanceof Node.Mapping mapping ? mapping.entries().getOrDefault(entry, field) : field;
        problems.report(at, message);
    }

    /** Whether something was reported that keeps the object from being built. */
    public boolean isBroken() {
        return broken;
    }

    public <T> Optional<T> build(Supplier<T> maker) {
        rejectUnknown();
        return broken ? Optional.empty() : problems.attempt(node, maker);
    }

    private <T> Found<T> read(Node value, Reader<? extends T> reader) {
        Optional<T> result = reader.read(value, problems).map(Function.<T>identity());
        broken |= result.isEmpty();
        return new Found<>(result);
    }

    private void rejectUnknown() {
        for (Map.Entry<String, Node> entry : node.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                broken = true;
                problems.report(
                        entry.getValue(),
                        "is not a field here" + Suggestion.of(entry.getKey(), known) + ", the fields are " + known);
            }
        }
    }
}
