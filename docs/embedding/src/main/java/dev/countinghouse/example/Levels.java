package dev.countinghouse.example;

import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Storage and seats are levels: a report holds until the next one of the same project. These are made up. */
final class Levels {

    private Levels() {}

    static List<Submission> reports() {
        return List.of(
                storage(Customer.HARBOR, "contracts", "2025-11-01T06:00:00Z", "18.5"),
                storage(Customer.HARBOR, "helpdesk", "2025-11-04T09:30:00Z", "6"),
                storage(Customer.HARBOR, "contracts", "2025-11-19T17:45:00Z", "31.25"),
                storage(Customer.LINDENHOF, "archive", "2025-11-01T00:00:00Z", "42"),
                storage(Customer.LINDENHOF, "archive", "2025-11-11T00:00:00Z", "0"),
                seats(Customer.HARBOR, "2025-11-03T15:00:00Z", 5),
                seats(Customer.LINDENHOF, "2025-11-03T08:00:00Z", 3));
    }

    private static Submission storage(Customer customer, String project, String time, String gigabytes) {
        EventData data =
                EventData.of(Map.of("project", Value.of(project), "gb", new Value.Numeric(new BigDecimal(gigabytes))));
        return report("storage.level", customer, project, time, data);
    }

    private static Submission seats(Customer customer, String time, int seats) {
        EventData data = EventData.of(Map.of("seats", Value.of(seats)));
        return report("seats.level", customer, "team", time, data);
    }

    private static Submission report(String type, Customer customer, String of, String time, EventData data) {
        // the key is ours to choose; made of what is reported and when, a report sent twice has the same
        EventKey key = new EventKey(type, customer.id() + "/" + of + "/" + time);
        return new Submission(key, type, customer.id().value(), Instant.parse(time), data);
    }
}
