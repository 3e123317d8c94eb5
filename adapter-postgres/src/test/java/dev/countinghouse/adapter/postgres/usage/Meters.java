package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.Samples;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Meters over events of type {@code used}, as the contract of usage has them, and how they are published. */
final class Meters {

    static final Filter SOME_MODELS = Filter.where("model", "a", "b", "");
    static final Meter SUM = meter(Aggregation.SUM, Filter.ALL);
    static final Meter COUNT = meter(Aggregation.COUNT, Filter.ALL);
    static final Meter UNIQUE = meter(Aggregation.UNIQUE, Filter.ALL);

    private Meters() {}

    static Meter meter(Aggregation aggregation, Filter filter) {
        String key = aggregation.name().toLowerCase(Locale.ROOT) + (filter.equals(Filter.ALL) ? "" : "-some");
        return new Meter(
                new MeterKey(key),
                key,
                "unit",
                "used",
                aggregation,
                aggregation.needsProperty() ? "amount" : "",
                "",
                filter,
                List.of("model", "project"));
    }

    static List<Meter> all() {
        return List.of(Aggregation.values()).stream()
                .flatMap(aggregation ->
                        List.of(meter(aggregation, Filter.ALL), meter(aggregation, SOME_MODELS)).stream())
                .toList();
    }

    /** Publishes a catalogue of just these meters. */
    static void publish(Storage storage, Collection<Meter> meters) {
        TreeMap<MeterKey, Meter> byKey = new TreeMap<>();
        meters.forEach(meter -> byKey.put(meter.key(), meter));
        storage.transactions().inTransaction(Scope.SYSTEM, () -> {
            long revision = storage.catalogues()
                            .current()
                            .map(PublishedCatalogue::revision)
                            .orElse(0L)
                    + 1;
            Catalogue catalogue =
                    new Catalogue(byKey, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Optional.empty());
            storage.catalogues().publish(new PublishedCatalogue(revision, Samples.START, catalogue));
            return true;
        });
    }

    /** Those that have rollups: levels have none. */
    static List<Meter> summedUp() {
        return all().stream().filter(meter -> !meter.aggregation().isLevel()).toList();
    }

    /** As few of them as have all rollups together. */
    static List<Meter> withAllRollups() {
        return summedUp().stream()
                .filter(meter -> Set.of(Aggregation.SUM, Aggregation.COUNT, Aggregation.UNIQUE)
                        .contains(meter.aggregation()))
                .toList();
    }
}
