package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was told of a call's usage; what that comes to depends on what was reserved. */
sealed interface ToldUsage {

    EventData of(Call reserved);

    /** Why it cannot be the usage of that call. */
    default Optional<String> defect(Call reserved) {
        return Optional.empty();
    }

    /** Just what was reserved. */
    record Reserved() implements ToldUsage {

        @Override
        public EventData of(Call reserved) {
            return reserved.data();
        }
    }

    record Whole(EventData data) implements ToldUsage {

        @Override
        public EventData of(Call reserved) {
            return data;
        }
    }

    /** What it does not name stays as it was reserved: who called, for which project, with which key. */
    record Part(Optional<String> type, EventData data) implements ToldUsage {

        @Override
        public EventData of(Call reserved) {
            SortedMap<String, Value> values = new TreeMap<>(reserved.data().values());
            if (type.equals(Optional.of(RecordProviderResponses.EVENT_TYPE))) {
                values.keySet().removeIf(ResponseEvent::isCounted);
            }
            values.putAll(data.values());
            return new EventData(values);
        }

        @Override
        public Optional<String> defect(Call reserved) {
            return type.filter(told -> !told.equals(reserved.type()))
                    .map(told -> "this is usage of type '" + told + "', and '" + reserved.type()
                            + "' was reserved as call '" + reserved.id() + "'");
        }
    }
}
