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
import com.stripe.service.V2Services;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The way to one account at Stripe, one per application; it blocks. What Stripe's client tries again by itself is a call
 * without connection or answer in time, 409 and 5xx; here it is 429 as well.
 */
public final class StripeConnection {

    private static final int TOO_MANY = 429;
    private static final int CONFLICT = 409;
    private static final long FIRST_PAUSE_MILLIS = 500;

    /** So often within an hour there is another key for what Stripe has failed to make. */
    private static final Duration ANOTHER_KEY = Duration.ofMinutes(5);

    /** How far into an hour its keys are tried: what is begun under one is over when those of the next hour are. */
    private static final Duration KEYS_BEGIN = Duration.ofMinutes(50);

    private final StripeClient client;
    private final boolean streams;
    private final int retries;
    private final LongConsumer pause;
    private final InstantSource clock;

    public StripeConnection(StripeSettings settings) {
        this(settings, StripeConnection::sleep, InstantSource.system());
    }

    /** @param clock the real one: Stripe keeps what was done under a key by its own */
    StripeConnection(StripeSettings settings, LongConsumer pause, InstantSource clock) {
        // the one thing that has no other switch: it would write a file into the home directory
        Stripe.enableTelemetry = false;
        StripeClient.StripeClientBuilder client = StripeClient.builder()
                .setApiKey(settings.secretKey())
                .setApiBase(settings.apiBase().toString())
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()))
                .setMaxNetworkRetries(settings.retries());
        settings.meterStream().ifPresent(address -> client.setMeterEventsBase(address.toString()));
        this.client = client.build();
        this.streams = settings.meterStream().isPresent();
        this.retries = settings.retries();
        this.pause = pause;
        this.clock = clock;
    }

    /** Whether usage is told over streams. */
    boolean streams() {
        return streams;
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

    /** One call to the newer half of its API. */
    interface CallV2<T> {
        T to(V2Services stripe) throws StripeException;
    }

    /** What is asked for under one key is done once, for at least a day. */
    static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    /** A call that makes something, once under a key. */
    interface Making<T> {
        T to(V1Services stripe, RequestOptions key) throws StripeException;
    }

    /** A failure of its own that Stripe has kept under a key, and answers for a day. The try that it is of is over. */
    private static final class KeptFailure extends UnavailableException {

        private static final long serialVersionUID = 1L;

        KeptFailure(String message, StripeRefusal cause) {
            super(message, cause);
        }
    }

    /**
     * Has something made once, under another key as soon as Stripe says that its failure is an old one. An answer that is only
     * late is waited for under the same key, by all replicas, so nothing is made twice; but Stripe may still bring to an end
     * what failed, so this is not for what moves money. The other keys are those of the hour, so that they are few at a time
     * and never used up.
     *
     * @param made what an earlier try has made all the same, where that is certain
     */
    <T> T make(String what, String key, Supplier<Optional<T>> made, Making<T> call) throws StripeRefusal {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        for (int again = 0; ; again++) {
            RequestOptions once = again == 0 ? once(key) : onceAgain(key + ":again:" + hour + ":" + again);
            try {
                return ask(what, v1 -> call.to(v1, once));
            } catch (KeptFailure kept) {
                Optional<T> found = made.get();
                if (found.isPresent() || !mayGoOn(hour, again)) {
                    return found.orElseThrow(() -> kept);
                }
            }
        }
    }

    /** Not tried again by Stripe's client: it would take the failure of this try for an old one, and use up one key after another. */
    private static RequestOptions onceAgain(String key) {
        return RequestOptions.builder()
                .setIdempotencyKey(key)
                .setMaxNetworkRetries(0)
                .build();
    }

    private boolean mayGoOn(Instant hour, int again) {
        Duration passed = Duration.between(hour, clock.instant());
        return passed.compareTo(ANOTHER_KEY.multipliedBy(again)) >= 0 && passed.compareTo(KEYS_BEGIN) < 0;
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

    /** As {@link #ask}. */
    <T> T askV2(String what, CallV2<T> call) throws StripeRefusal {
        return attempt(what, () -> call.to(client.v2()));
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
                } else if (status >= 500 && isKept(failure)) {
                    throw new KeptFailure(
                            "Stripe could not " + what + ", it answered " + status + " as before",
                            StripeRefusal.of(failure));
                } else if (status == TOO_MANY || status == CONFLICT || status < 400 || status >= 500) {
                    throw new UnavailableException(
                            "Stripe could not " + what + ", it answered " + status, StripeRefusal.of(failure));
                } else {
                    throw StripeRefusal.of(failure);
                }
            }
        }
    }

    private static boolean isKept(StripeException failure) {
        return Optional.ofNullable(failure.getStripeError())
                .flatMap(error -> Optional.ofNullable(error.getLastResponse()))
                .flatMap(answer -> answer.headers().firstValue("Idempotent-Replayed"))
                .filter("true"::equals)
                .isPresent();
    }

    private static Throwable cause(ApiConnectionException unanswered) {
        return unanswered.getCause() == null ? StripeRefusal.of(unanswered) : unanswered.getCause();
    }

    private static long pauseBefore(int attempt) {
        long longest = FIRST_PAUSE_MILLIS << (attempt - 1);
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }
}
