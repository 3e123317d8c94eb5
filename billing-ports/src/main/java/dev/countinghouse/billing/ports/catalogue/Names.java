package dev.countinghouse.billing.ports.catalogue;

import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Suggestion;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The things of a kind that may be named. What is declared but could not be read counts: its error is enough. */
record Names<K>(String kind, Set<String> declared, Function<String, K> maker) {

    Optional<K> key(Node node, Problems problems) {
        return Values.text(node, problems)
                .flatMap(name -> declared.contains(name)
                        ? problems.attempt(node, () -> maker.apply(name))
                        : problems.report(
                                node,
                                "names " + kind + " '" + name + "'" + Suggestion.of(name, declared) + ", the " + kind
                                        + "s are " + declared));
    }
}
