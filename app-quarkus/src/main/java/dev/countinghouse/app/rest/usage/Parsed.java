package dev.countinghouse.app.rest.usage;

import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;

/** An event as far as its form tells. */
sealed interface Parsed {

    record Good(Submission submission) implements Parsed {}

    record Bad(EventItem item) implements Parsed {}
}
