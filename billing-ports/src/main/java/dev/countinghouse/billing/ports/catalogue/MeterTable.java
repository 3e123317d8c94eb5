package dev.countinghouse.billing.ports.catalogue;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Suggestion;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The meters that may be named. A meter that is declared but could not be read counts as known: its error is enough. */
record MeterTable(Set<String> declared, Map<MeterKey, Meter> read) {

    static MeterTable of(Map<MeterKey, Meter> meters) {
        return new MeterTable(
                meters.keySet().stream().map(MeterKey::value).collect(Collectors.toUnmodifiableSet()), meters);
    }

    Optional<MeterKey> key(Node node, Problems problems) {
        return Values.text(node, problems)
                .flatMap(name -> known(name, node, problems))
                .flatMap(name -> problems.attempt(node, () -> new MeterKey(name)));
    }

    Optional<String> known(String name, Node node, Problems problems) {
        return declared.contains(name)
                ? Optional.of(name)
                : problems.report(
                        node,
                        "names meter '" + name + "'" + Suggestion.of(name, declared) + ", the meters are " + declared);
    }

    Optional<Meter> meter(MeterKey key) {
        return Optional.ofNullable(read.get(key));
    }
}
