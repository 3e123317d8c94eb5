package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Usage at Stripe Billing: a meter event for each report, under the report's id. Whether it goes alone or over a stream is a
 * setting of the connection, {@link StripeSettings#streaming}.
 */
public final class StripeMeterGateway implements MeterGateway {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StripeConnection stripe;
    private final StripeMemory memory;
    private final StripeCustomers customers;
    private final StripeMeters meters;
    private final MeterEvents events;

    public StripeMeterGateway(StripeConnection stripe, Storage storage) {
        this.stripe = stripe;
        this.memory = new StripeMemory(storage.transactions(), storage.customerRefs(), storage.paymentRefs());
        this.customers = new StripeCustomers(stripe, memory);
        this.meters = new StripeMeters(stripe);
        this.events = stripe.streams() ? new StreamedMeterEvents(stripe) : new SingleMeterEvents(stripe);
    }

    @Override
    public Answer tell(UsageReport report) {
        memory.requireNoTransaction();
        if (meters.idOf(report.meter()).isEmpty()) {
            return Answer.refused("Stripe has no meter with the event name " + report.meter());
        }
        CustomerRef customer = customers.ensure(report.account());
        try {
            events.send(report, customer);
            return Answer.TAKEN;
        } catch (StripeRefusal refusal) {
            return answer(report, refusal);
        }
    }

    private static Answer answer(UsageReport report, StripeRefusal refusal) {
        if (refusal.isKnownEvent()) {
            return Answer.TAKEN;
        }
        if (refusal.isForbidden()) {
            throw StripeConnection.unexpected("count report " + report.id(), refusal);
        }
        return Answer.refused(String.valueOf(refusal.getMessage()));
    }

    @Override
    public Optional<BigInteger> total(AccountId account, String meter, Period window) {
        memory.requireNoTransaction();
        // its customer is remembered before the first report is told
        return meters.idOf(meter).map(id -> memory.customer(account)
                .map(customer -> meters.total(id, customer, window))
                .orElse(BigInteger.ZERO));
    }

    /** The notice does not hold them; they are read by hand, as they may be of another version than Stripe's client knows. */
    @Override
    public List<Complaint> complaints(Notice notice) {
        memory.requireNoTransaction();
        String id = notice.id().value();
        JsonNode event = parsed(
                stripe.read("read event " + id, "/v2/core/events/" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
        List<Complaint> complaints = new ArrayList<>();
        for (JsonNode type : event.path("data").path("reason").path("error_types")) {
            if (type.path("code").asText().equals(StripeRefusal.KNOWN_EVENT)) {
                // it was told again, and is counted
                continue;
            }
            for (JsonNode sample : type.path("sample_errors")) {
                String report = sample.path("request").path("identifier").asText();
                String reason = "Stripe answered later: " + type.path("code").asText();
                reportId(report).ifPresent(ours -> complaints.add(new Complaint(ours, reason)));
            }
        }
        return complaints;
    }

    /** Empty if it is somebody else's. */
    private static Optional<ReportId> reportId(String text) {
        try {
            return Optional.of(new ReportId(text));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static JsonNode parsed(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Stripe's event is no JSON", broken);
        }
    }
}
