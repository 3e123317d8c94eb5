package dev.countinghouse.billing.ports.catalogue.source;

import java.util.List;
import java.util.Map;

/** A part of a text: a single value, a list, or named fields. Every part knows where it stands and its path. */
public sealed interface Node {

    Place place();

    String path();

    /** What a message calls this node: the characters of a scalar, otherwise what it is. */
    String described();

    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        NOTHING
    }

    /** @param text the characters as they were written, without quotes: {@code 1.50} stays {@code 1.50} */
    record Scalar(Place place, String path, Kind kind, String text) implements Node {

        private static final int SHOWN = 60;

        @Override
        public String described() {
            if (kind == Kind.NOTHING || text.isEmpty()) {
                return "empty";
            }
            return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "'";
        }
    }

    record Sequence(Place place, String path, List<Node> items) implements Node {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** @param entries in the order of the text */
    record Mapping(Place place, String path, Map<String, Node> entries) implements Node {

        @Override
        public String described() {
            return "a set of fields";
        }

        public String pathOf(String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }
}
