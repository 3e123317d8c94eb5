package dev.countinghouse.billing.ports.catalogue.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Readers of lists and of objects whose names are keys. */
public final class Groups {

    /** Reads the value that stands under a key. */
    @FunctionalInterface
    public interface EntryReader<K, V> {
        Optional<V> read(K key, Node node, Problems problems);
    }

    private Groups() {}

    /** Reads every item, so that all that is wrong with the list is reported. */
    public static <T> Reader<List<T>> listOf(Reader<T> item) {
        return (node, problems) -> {
            if (!(node instanceof Node.Sequence sequence)) {
                return problems.report(node, "is " + node.described() + ", write a list here: [first, second]");
            }
            List<T> items = new ArrayList<>();
            sequence.items().forEach(each -> item.read(each, problems).ifPresent(items::add));
            return items.size() == sequence.items().size() ? Optional.of(items) : Optional.empty();
        };
    }

    /** A list, or a single item instead of a list of one. */
    public static <T> Reader<List<T>> oneOrMore(Reader<T> item) {
        return (node, problems) -> node instanceof Node.Scalar
                ? item.read(node, problems).map(List::of)
                : listOf(item).read(node, problems);
    }

    /** Reads every entry in the order of the text; {@code key} makes the typed key of a name. */
    public static <K, V> Reader<Map<K, V>> mapOf(Function<String, K> key, EntryReader<K, V> value) {
        return (node, problems) -> {
            if (!(node instanceof Node.Mapping mapping)) {
                return problems.report(node, "is " + node.described() + ", write entries as 'key: …' here");
            }
            Map<K, V> entries = new LinkedHashMap<>();
            mapping.entries().forEach((name, each) -> problems.attempt(each, () -> key.apply(name))
                    .ifPresent(made -> value.read(made, each, problems).ifPresent(read -> entries.put(made, read))));
            return entries.size() == mapping.entries().size() ? Optional.of(entries) : Optional.empty();
        };
    }
}
