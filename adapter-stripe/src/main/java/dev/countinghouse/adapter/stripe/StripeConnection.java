package dev.countinghouse.adapter.stripe;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.StripeException;
import com.stripe.model.HasId;
import com.stripe.model.StripeCollection;
import com.stripe.net.ApiResource;
import com.stripe.net.RequestOptions;
import com.stripe.service.V1Services;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * The way to one account at Stripe, one per application; it blocks. What Stripe's client tries again by itself is a call
 * without connection or answer in time, 409 and 5xx; here it is 429 as well.
 */
public final class StripeConnection {

    private static final int TOO_MANY = 429;
    private static final int CONFLICT = 409;
    private static final long FIRST_PAUSE_MILLIS = 500;

    private final StripeClient client;
    private final int retries;
    private final LongConsumer pause;

    public StripeConnection(StripeSettings settings) {
        this(settings, StripeConnection::sleep);
    }

    StripeConnection(StripeSettings settings, LongConsumer pause) {
        // the one thing that has no other switch: it would write a file into the home directory
        Stripe.enableTelemetry = false;
        this.client = StripeClient.builder()
                .setApiKey(settings.secretKey())
                .setApiBase(settings.apiBase().toString())
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()))
                .setMaxNetworkRetries(settings.retries())
                .build();
        this.retries = settings.retries();
        this.pause = pause;
    }

    /** Keeps the caller waiting, as before a call that is tried again. */
    void pause(long millis) {
        pause.accept(millis);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One call to Stripe. */
    interface Call<T> {
        T to(V1Services stripe) throws StripeException;
    }

    /** What is asked for under one key is done once, for at least a day. */
    static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    /** A call that Stripe has no reason to refuse: if it does, something is wrong with it or with us. */
    <T> T get(String what, Call<T> call) {
        try {
            return ask(what, call);
        } catch (StripeRefusal refusal) {
            throw unexpected(what, refusal);
        }
    }

    /**
     * What there is in a list, page after page as far as it is read.
     *
     * @param startAfter sets the last id that was seen, of the parameters that the call asks with
     */
    <T extends HasId> Stream<T> list(String what, Consumer<String> startAfter, Call<StripeCollection<T>> call) {
        return Stream.iterate(
                        Optional.of(get(what, call)),
                        Optional::isPresent,
                        page -> next(what, startAfter, call, page.orElseThrow()))
                .flatMap(page -> page.orElseThrow().getData().stream());
    }

    private <T extends HasId> Optional<StripeCollection<T>> next(
            String what, Consumer<String> startAfter, Call<StripeCollection<T>> call, StripeCollection<T> page) {
        List<T> seen = page.getData();
        if (!page.getHasMore() || seen.isEmpty()) {
            return Optional.empty();
        }
        startAfter.accept(seen.get(seen.size() - 1).getId());
        return Optional.of(get(what, call));
    }

    static UnavailableException unexpected(String what, StripeRefusal refusal) {
        return new UnavailableException("Stripe refused to " + what + ": " + refusal.getMessage(), refusal);
    }

    /**
     * @param what in words that may be logged, such as {@code read customer cus_1}
     * @throws UnavailableException if it is not known whether it was done; or if Stripe does not let us
     */
    <T> T ask(String what, Call<T> call) throws StripeRefusal {
        return attempt(what, () -> call.to(client.v1()));
    }

    /** An answer as it came, for what is not to be read by the fields of one version. */
    String read(String what, String path) {
        try {
            return attempt(what, () -> client.rawRequest(ApiResource.RequestMethod.GET, path, null)
                    .body());
        } catch (StripeRefusal refusal) {
            throw unexpected(what, refusal);
        }
    }

    private interface Attempt<T> {
        T make() throws StripeException;
    }

    private <T> T attempt(String what, Attempt<T> call) throws StripeRefusal {
        for (int tries = 0; ; tries++) {
            try {
                return call.make();
            } catch (AuthenticationException notUs) {
                throw new UnavailableException(
                        "Stripe did not let us " + what + ": the secret key is wrong, or it is a restricted one"
                                + " without the right to do that",
                        StripeRefusal.of(notUs));
            } catch (ApiConnectionException unanswered) {
                throw new UnavailableException("Stripe did not answer when asked to " + what, cause(unanswered));
            } catch (StripeException failure) {
                int status = failure.getStatusCode() == null ? 0 : failure.getStatusCode();
                if (status == TOO_MANY && tries < retries) {
                    pause.accept(pauseBefore(tries + 1));
                } else if (status == TOO_MANY || status == CONFLICT || status < 400 || status >= 500) {
                    throw new UnavailableException(
                            "Stripe could not " + what + ", it answered " + status, StripeRefusal.of(failure));
                } else {
                    throw StripeRefusal.of(failure);
                }
            }
        }
    }

    private static Throwable cause(ApiConnectionException unanswered) {
        return unanswered.getCause() == null ? StripeRefusal.of(unanswered) : unanswered.getCause();
    }

    private static long pauseBefore(int attempt) {
        long longest = FIRST_PAUSE_MILLIS << (attempt - 1);
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }
}
