package dev.countinghouse.adapter.stripe;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.TemporarySessionExpiredException;
import com.stripe.net.RequestOptions;
import com.stripe.param.v2.billing.MeterEventStreamCreateParams;
import com.stripe.param.v2.billing.MeterEventStreamCreateParams.Event;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.gathering.Gathering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Over a stream, that takes many events in one call. A call that fails may have done something, so all who are part of it tell
 * theirs again, and nobody else: what is certain about the others stays so.
 */
final class StreamedMeterEvents implements MeterEvents {

    /** What Stripe takes in one call; and as many calls at a time as there are connections that are kept open. */
    static final Gathering.Limits LIMITS = new Gathering.Limits(100, 20_000, 4);

    private final StripeConnection stripe;
    private final StreamSession session;
    private final Gathering<Told> gathering;

    StreamedMeterEvents(StripeConnection stripe) {
        this(stripe, LIMITS);
    }

    StreamedMeterEvents(StripeConnection stripe, Gathering.Limits limits) {
        this.gathering = new Gathering<>(limits, this::send);
        this.stripe = stripe;
        this.session = new StreamSession(stripe);
    }

    @Override
    public void send(UsageReport report, CustomerRef customer) throws StripeRefusal {
        Told told = new Told(Event.builder()
                .setEventName(report.meter())
                .setIdentifier(report.id().value())
                .setTimestamp(report.at())
                .putPayload(CUSTOMER, customer.value())
                .putPayload(VALUE, report.difference().toString())
                .build());
        gathering.join(told, 1);
        told.rethrow();
    }

    /** How many wait for their call to begin. */
    int waiting() {
        return gathering.waiting();
    }

    /** A refusal is of the whole call: whom it is about is found by halving, and the others are told without him. */
    private void send(List<Told> group) {
        try {
            post(group.stream().map(told -> told.event).distinct().toList());
        } catch (StripeRefusal refusal) {
            if (group.size() == 1 || refusal.isForbidden()) {
                group.forEach(told -> told.refusal = refusal);
            } else {
                send(group.subList(0, group.size() / 2));
                send(group.subList(group.size() / 2, group.size()));
            }
        } catch (RuntimeException failure) {
            group.forEach(told -> told.failure = failure);
        }
    }

    private void post(List<Event> events) throws StripeRefusal {
        MeterEventStreamCreateParams params =
                MeterEventStreamCreateParams.builder().addAllEvent(events).build();
        String token = session.token();
        if (!isLetIn(params, token) && !isLetIn(params, session.tokenAfter(token))) {
            String message = "Stripe did not take usage by the token of a session that it had just given";
            throw new UnavailableException(message, new IllegalStateException(message));
        }
    }

    /** False if the session has ended, or Stripe does not know it any more. */
    private boolean isLetIn(MeterEventStreamCreateParams params, String token) throws StripeRefusal {
        RequestOptions options = RequestOptions.builder().setApiKey(token).build();
        return stripe.askV2("count " + params.getEvents().size() + " reports", v2 -> {
            try {
                v2.billing().meterEventStream().create(params, options);
                return true;
            } catch (TemporarySessionExpiredException | AuthenticationException over) {
                return false;
            }
        });
    }

    /** What one caller brings, and what came of it. */
    private static final class Told {
        private final Event event;
        private @Nullable StripeRefusal refusal;
        private @Nullable RuntimeException failure;

        Told(Event event) {
            this.event = event;
        }

        void rethrow() throws StripeRefusal {
            if (refusal != null) {
                throw refusal;
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
