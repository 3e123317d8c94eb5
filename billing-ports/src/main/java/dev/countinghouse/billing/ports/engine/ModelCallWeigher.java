package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.CostOutcome;
import dev.countinghouse.billing.domain.cost.ModelRef;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.cost.UsageKind;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.WeighModelCalls;
import dev.countinghouse.billing.ports.pricebook.PriceBookFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

final class ModelCallWeigher implements WeighModelCalls {

    private final RecordProviderResponses responses;
    private final PriceBookFile priceBook;
    private final Supplier<Instant> now;

    ModelCallWeigher(RecordProviderResponses responses, PriceBookFile priceBook, Supplier<Instant> now) {
        this.responses = responses;
        this.priceBook = priceBook;
        this.now = now;
    }

    @Override
    public Call before(
            ReservationId id,
            AccountId account,
            Expected expected,
            SortedMap<FeatureKey, String> features,
            Instant at) {
        expected.dimensions().keySet().stream()
                .filter(ResponseEvent::isReserved)
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "dimension '" + name + "' is a name the event uses itself, choose another");
                });
        TokenUsage usage = TokenUsage.estimate(Map.of(
                UsageKind.INPUT_TOKENS, expected.inputTokens(), UsageKind.OUTPUT_TOKENS, expected.mostOutputTokens()));
        CostOutcome cost = priceBook.book().cost(new ModelRef(expected.provider(), expected.model()), usage, at);
        EventData data = ResponseEvent.data(expected.provider(), expected.model(), usage, cost, expected.dimensions());
        return new Call(id, account, RecordProviderResponses.EVENT_TYPE, data, features);
    }

    /** Data whose numbers of tokens have changed, with the cost of these. */
    EventData again(String type, EventData data) {
        return type.equals(RecordProviderResponses.EVENT_TYPE)
                ? ResponseEvent.priced(data, priceBook.book(), now.get())
                : data;
    }

    @Override
    public Weighed after(ProviderResponse response) {
        RecordProviderResponses.Outcome outcome =
                responses.price(List.of(response)).get(0);
        if (outcome instanceof RecordProviderResponses.Outcome.NotUnderstood wrong) {
            return new Weighed.NotUnderstood(wrong.field(), wrong.reason());
        }
        RecordProviderResponses.Outcome.Understood understood = (RecordProviderResponses.Outcome.Understood) outcome;
        return new Weighed.Used(ResponseEvent.data(
                understood.provider(),
                understood.model(),
                understood.usage(),
                understood.cost(),
                response.dimensions()));
    }
}
