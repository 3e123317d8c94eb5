package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.plan.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The meters of a catalogue by the type of the events they count. */
final class Meters {

    private Meters() {}

    static Map<String, List<Meter>> byType(Catalogue catalogue) {
        Map<String, List<Meter>> byType = new HashMap<>();
        catalogue.meters().values().forEach(meter -> byType.computeIfAbsent(
                        meter.eventType(), type -> new ArrayList<>())
                .add(meter));
        return byType;
    }
}
