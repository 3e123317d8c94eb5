package dev.countinghouse.billing.ports.catalogue;

import dev.countinghouse.billing.domain.provider.Inexpressible;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Place;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.SourceText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in a text something stands that was found wrong only after it was read. */
public final class CatalogueLocator {

    private CatalogueLocator() {}

    /**
     * @param file what errors call the text
     * @param text of the catalogue in which the problems were found
     * @return each at its field; at what would hold the field, if it is not written because its default is meant
     */
    public static List<CatalogueError> locate(String file, String text, List<Inexpressible> problems) {
        Map<String, Place> places = new HashMap<>();
        SourceText.parse(text, new Problems()).ifPresent(root -> collect(root, places));
        return problems.stream()
                .map(problem -> {
                    Place place = nearest(problem.path(), places);
                    return new CatalogueError(file, place.line(), place.column(), problem.path(), problem.reason());
                })
                .toList();
    }

    private static void collect(Node node, Map<String, Place> places) {
        places.put(node.path(), node.place());
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().values().forEach(entry -> collect(entry, places));
        } else if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(item -> collect(item, places));
        }
    }

    private static Place nearest(String path, Map<String, Place> places) {
        String at = path;
        while (!places.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return places.getOrDefault(at, Place.START);
    }
}
