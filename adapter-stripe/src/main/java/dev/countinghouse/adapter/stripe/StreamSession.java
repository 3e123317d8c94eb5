package dev.countinghouse.adapter.stripe;

import com.stripe.model.v2.billing.MeterEventSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The session that a stream of meter events is told in: its token is the key there, for a quarter of an hour. */
final class StreamSession {

    /** How long before its end it is not used any more. */
    private static final Duration EARLY = Duration.ofMinutes(1);

    private final StripeConnection stripe;
    private @Nullable String token;
    private long renewAt;

    StreamSession(StripeConnection stripe) {
        this.stripe = stripe;
    }

    /** One that holds, as far as is known; whoever comes while another is opened waits for that. */
    synchronized String token() {
        String known = token;
        return known != null && System.nanoTime() - renewAt < 0 ? known : open();
    }

    /** Another one, if nobody has replaced this one yet. */
    synchronized String tokenAfter(String over) {
        if (over.equals(token)) {
            token = null;
        }
        return token();
    }

    private String open() {
        // by how long it lasts, and not by when it ends: that is the time of Stripe's clock
        long asked = System.nanoTime();
        MeterEventSession session = ask();
        Duration lasts = Duration.between(session.getCreated(), session.getExpiresAt());
        String opened = session.getAuthenticationToken();
        token = opened;
        renewAt = asked + lasts.minus(EARLY).toNanos();
        return opened;
    }

    private MeterEventSession ask() {
        String what = "open a session of meter events";
        try {
            return stripe.askV2(what, v2 -> v2.billing().meterEventSession().create());
        } catch (StripeRefusal refusal) {
            throw StripeConnection.unexpected(what, refusal);
        }
    }
}
