package dev.countinghouse.example;

import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Azure LLM inference trace of 2023: 8,819 real requests of one hour with their token counts, but without customer
 * or model. The example adds what is missing by this rule:
 *
 * <ul>
 *   <li>time: the hour is stretched 720-fold from 1 November 2025, 05:00 UTC, and fills the month;
 *   <li>customer: of every three requests the first two are Harbor's, the third is Lindenhof's;
 *   <li>project: the customer's first and second project take turns every three requests;
 *   <li>model: Claude Sonnet 4.5 from 4,000 context tokens on, GPT-4o mini below.
 * </ul>
 */
final class AzureTrace {

    static final int STRETCH = 720;
    static final Instant START = Instant.parse("2025-11-01T05:00:00Z");
    static final int LONG_CONTEXT = 4_000;

    private AzureTrace() {}

    /** Each request as the response its provider would have sent: that is what the engine reads usage from. */
    static List<ProviderResponse> responses() {
        List<String> rows = Resource.lines("azure-llm-trace-2023-code.csv");
        LocalDateTime first = time(rows.get(1));
        List<ProviderResponse> responses = new ArrayList<>();
        for (int row = 1; row < rows.size(); row++) {
            Duration since = Duration.between(first, time(rows.get(row)));
            responses.add(response(row - 1, START.plus(since.multipliedBy(STRETCH)), rows.get(row)));
        }
        return responses;
    }

    private static LocalDateTime time(String row) {
        return LocalDateTime.parse(row.substring(0, row.indexOf(',')).replace(' ', 'T'));
    }

    private static ProviderResponse response(int index, Instant time, String row) {
        String[] fields = row.split(",", -1);
        Customer customer = index % 3 == 2 ? Customer.LINDENHOF : Customer.HARBOR;
        String project = customer.projects.get(index / 3 % 2);
        boolean longContext = Integer.parseInt(fields[1]) >= LONG_CONTEXT;
        return new ProviderResponse(
                new EventKey("azure-llm-trace", "request-" + index),
                customer.id().value(),
                time,
                longContext ? "anthropic" : "openai",
                longContext ? "default" : "chat",
                longContext ? anthropic(fields[1], fields[2]) : openai(fields[1], fields[2]),
                new TreeMap<>(Map.of("project", project)));
    }

    private static String anthropic(String context, String generated) {
        return """
                {"model": "claude-sonnet-4-5-20250929", "usage": {"input_tokens": %s, "output_tokens": %s}}"""
                .formatted(context, generated);
    }

    private static String openai(String context, String generated) {
        return """
                {"model": "gpt-4o-mini-2024-07-18", "usage": {"prompt_tokens": %s, "completion_tokens": %s}}"""
                .formatted(context, generated);
    }
}
