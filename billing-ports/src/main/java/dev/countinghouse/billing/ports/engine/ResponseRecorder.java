package dev.countinghouse.billing.ports.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.CostOutcome;
import dev.countinghouse.billing.domain.cost.ModelRef;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.pricebook.OpenTelemetryUsage;
import dev.countinghouse.billing.ports.pricebook.PriceBookFile;
import dev.countinghouse.billing.ports.pricebook.TokenEstimator;
import dev.countinghouse.billing.ports.pricebook.UsageOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads usage out of raw responses, prices it by the book, and records it as usage events. */
final class ResponseRecorder implements RecordProviderResponses {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private static final RecordUsage.Outcome NOTHING_RECORDED = new RecordUsage.Outcome.Accepted(0);

    private final RecordUsage recorder;
    private final PriceBookFile priceBook;
    private final TokenEstimator estimator = new TokenEstimator();

    ResponseRecorder(RecordUsage recorder, PriceBookFile priceBook) {
        this.recorder = recorder;
        this.priceBook = priceBook;
    }

    @Override
    public List<Outcome> price(List<ProviderResponse> responses) {
        return responses.stream().map(this::understand).toList();
    }

    @Override
    public List<Outcome> record(List<ProviderResponse> responses) {
        return record(responses, recorder::record);
    }

    @Override
    public List<Outcome> recordFor(AccountId account, List<ProviderResponse> responses) {
        return record(responses, submissions -> recorder.recordFor(account, submissions));
    }

    private List<Outcome> record(
            List<ProviderResponse> responses,
            Function<List<RecordUsage.Submission>, List<RecordUsage.Outcome>> recorder) {
        List<Outcome> outcomes = new ArrayList<>(price(responses));
        List<RecordUsage.Submission> submissions = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Understood understood) {
                submissions.add(submission(responses.get(i), understood));
            }
        }
        List<RecordUsage.Outcome> recorded = recorder.apply(submissions);
        int next = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Understood understood) {
                outcomes.set(
                        i,
                        new Outcome.Understood(
                                understood.provider(),
                                understood.model(),
                                understood.usage(),
                                understood.cost(),
                                recorded.get(next++)));
            }
        }
        return outcomes;
    }

    private static RecordUsage.Submission submission(ProviderResponse response, Outcome.Understood understood) {
        return new RecordUsage.Submission(
                response.key(),
                EVENT_TYPE,
                response.subject(),
                response.time(),
                ResponseEvent.data(
                        understood.provider(),
                        understood.model(),
                        understood.usage(),
                        understood.cost(),
                        response.dimensions()));
    }

    private Outcome understand(ProviderResponse response) {
        Optional<String> reserved = response.dimensions().keySet().stream()
                .filter(ResponseEvent::isReserved)
                .findFirst();
        if (reserved.isPresent()) {
            return new Outcome.NotUnderstood(
                    "dimensions", "'" + reserved.get() + "' is a name the event uses itself, choose another");
        }
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (JsonProcessingException notJson) {
            return new Outcome.NotUnderstood("response", "is not JSON: " + notJson.getOriginalMessage());
        }
        UsageOutcome usage = read(response, body);
        return usage.fold(
                extracted -> priced(extracted.ref(), extracted.usage(), response),
                noUsage -> estimated(noUsage, body, response),
                malformed -> new Outcome.NotUnderstood("response." + malformed.path(), malformed.problem()),
                unknown -> new Outcome.NotUnderstood("provider", unknown.reason()));
    }

    private UsageOutcome read(ProviderResponse response, JsonNode body) {
        if (response.apiFlavor().equalsIgnoreCase(OPEN_TELEMETRY)) {
            return OpenTelemetryUsage.read(body);
        }
        return response.apiFlavor().isBlank()
                ? priceBook.responses().read(response.provider(), body)
                : priceBook.responses().read(response.provider(), response.apiFlavor(), body);
    }

    /** A response without usage, as aborted streams leave it, is counted by a tokenizer and marked so. */
    private Outcome estimated(UsageOutcome.NoUsage noUsage, JsonNode body, ProviderResponse response) {
        return estimator
                .estimate(MissingNode.getInstance(), body)
                .map(usage -> priced(noUsage.ref(), usage, response))
                .orElseGet(() -> new Outcome.NotUnderstood("response", noUsage.reason()));
    }

    private Outcome priced(ModelRef model, TokenUsage usage, ProviderResponse response) {
        CostOutcome cost = priceBook.book().cost(model, usage, response.time());
        return new Outcome.Understood(model.provider(), model.model(), usage, cost, NOTHING_RECORDED);
    }
}
