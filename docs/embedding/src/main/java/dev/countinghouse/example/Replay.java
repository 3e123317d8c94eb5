package dev.countinghouse.example;

import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Sends the month's usage day by day, as it would have come in, and then all of it once more. */
final class Replay {

    private final BillingEngine engine;
    private final InMemoryTestClock clock;
    private final PrintStream out;
    private final List<ProviderResponse> responses = new ArrayList<>();
    private final List<Submission> reports = Levels.reports();
    private int accepted;
    private int duplicates;

    Replay(BillingEngine engine, InMemoryTestClock clock, PrintStream out) {
        this.engine = engine;
        this.clock = clock;
        this.out = out;
        responses.addAll(AzureTrace.responses());
        responses.addAll(ProviderSample.responses());
    }

    void run(LocalDate first, LocalDate last) {
        out.println("USAGE COMES IN  Azure LLM trace, provider responses, levels of storage and seats");
        Instant from = Instant.MIN; // whatever came before the first day's end, in any time zone
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            clock.moveTo(end);
            send(from, end);
            from = end;
            if (day.getDayOfMonth() % 7 == 0 || day.equals(last)) {
                out.printf("  %s  %6s events recorded%n", day, Text.count(accepted));
            }
        }
        int once = accepted;
        // a client that got no answer sends again: the same key with the same content counts once
        send(Instant.MIN, Instant.MAX);
        out.printf(
                "  all sent again: %s duplicates, %s counted twice%n%n",
                Text.count(duplicates), Text.count(accepted - once));
    }

    /** Everything dated in {@code [from, to)}. */
    private void send(Instant from, Instant to) {
        engine.recordUsage()
                .record(reports.stream()
                        .filter(report -> isIn(report.time(), from, to))
                        .toList())
                .forEach(this::count);
        engine.recordProviderResponses()
                .record(responses.stream()
                        .filter(response -> isIn(response.time(), from, to))
                        .toList())
                .forEach(this::count);
    }

    private static boolean isIn(Instant time, Instant from, Instant to) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    private void count(RecordProviderResponses.Outcome outcome) {
        if (outcome instanceof RecordProviderResponses.Outcome.Understood understood) {
            count(understood.recorded());
        } else {
            throw new IllegalStateException("a response of the sample was not understood: " + outcome);
        }
    }

    private void count(RecordUsage.Outcome outcome) {
        if (outcome instanceof RecordUsage.Outcome.Accepted) {
            accepted++;
        } else if (outcome instanceof RecordUsage.Outcome.Duplicate) {
            duplicates++;
        } else {
            throw new IllegalStateException("an event of the example was not taken: " + outcome);
        }
    }
}
