package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.util.List;
import java.util.Optional;

/**
 * Some events in order.
 *
 * @param next where the next page begins: the last event of this page, to be passed as {@code after}; empty at the end
 */
public record EventPage(List<UsageEvent> events, Optional<UsageEvent> next) {

    public EventPage {
        events = List.copyOf(events);
    }
}
