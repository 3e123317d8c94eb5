package dev.countinghouse.billing.ports.http;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.GuardCalls;
import dev.countinghouse.billing.ports.driving.GuardCalls.Opening;
import dev.countinghouse.billing.ports.driving.ReadCatalogue;
import dev.countinghouse.billing.ports.driving.ReadTime;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Has requests decided before they are served and recorded after, for filters of any framework. A request that its client
 * sends again under the same key counts once.
 */
public final class RequestGuard {

    /** Of a request that fails each time; after that its client takes another key. */
    private static final int ATTEMPTS = 10;

    /** How long after midnight a request may be one of the day before. */
    private static final Duration RETRIED = Duration.ofHours(1);

    private final GuardCalls calls;
    private final SettleCalls known;
    private final ReadTime time;
    private final KnownMeters meters;
    private final SecureRandom random = new SecureRandom();

    public RequestGuard(GuardCalls calls, SettleCalls known, ReadCatalogue catalogues, ReadTime time) {
        this.calls = calls;
        this.known = known;
        this.time = time;
        this.meters = new KnownMeters(catalogues, time);
    }

    public sealed interface Answer {

        /** It may be served, and is settled then. */
        record Admitted(ServedRequest request) implements Answer {}

        /** It must not be served; nothing was taken. */
        record Refused(Refusal refusal) implements Answer {}
    }

    /**
     * Waits for the storage: not for a thread that must not.
     *
     * @throws IllegalArgumentException if there is no such account or meter, or the meter cannot count that much
     */
    public Answer admit(Metering metering, MeteredRequest request) {
        if (request.hasMalformedKey()) {
            return refused(Refusal.of(
                    RefusalKind.INVALID_INPUT,
                    MeteredRequest.KEY + ": is '" + request.key().orElseThrow()
                            + "', it must be 1 to 255 visible ASCII characters, such as a UUID"));
        }
        try {
            return decide(metering, request);
        } catch (UnavailableException away) {
            return refused(Refusal.forNow(
                    RefusalKind.UNAVAILABLE,
                    "account '" + request.account() + "' cannot be asked about at the moment"));
        }
    }

    private Answer decide(Metering metering, MeteredRequest request) {
        Meter meter = meters.of(metering.meter());
        Instant now = time.now(request.account());
        LocalDate day = day(metering, request, now);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<ReservationId> own = request.id(metering.meter(), day, attempt);
            if (own.isPresent() && hasRunOut(request.account(), own.get(), now)) {
                continue;
            }
            ReservationId id = own.orElseGet(this::ownId);
            Call call =
                    Call.of(id, request.account(), meter, request.most(), request.dimensions(), metering.features());
            Opening opening = calls.openOnce(call, metering.lasts());
            if (!(opening instanceof Opening.Taken taken) || !wasGivenUp(taken.earlier())) {
                return answer(metering, request, new ServedRequest.Counted(call, meter), opening, now);
            }
        }
        return refused(Refusal.of(
                RefusalKind.CONFLICT,
                "the request with " + named(request) + " has failed " + ATTEMPTS + " times: take a new key"));
    }

    /** Calls are forgotten after a day, so a key holds for a day: else it would be served again for nothing. */
    private LocalDate day(Metering metering, MeteredRequest request, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate before = LocalDate.ofInstant(now.minus(RETRIED), ZoneOffset.UTC);
        boolean wasBegun = !before.equals(today)
                && request.id(metering.meter(), before, 0)
                        .flatMap(id -> known.find(request.account(), id))
                        .isPresent();
        return wasBegun ? before : today;
    }

    /** It may still be running although its time is over, and then counts when it ends: this is another one. */
    private boolean hasRunOut(AccountId account, ReservationId id, Instant now) {
        return known.find(account, id)
                .filter(earlier -> earlier.state(now) == Reservation.State.EXPIRED)
                .isPresent();
    }

    private ReservationId ownId() {
        return new ReservationId(
                "request-" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
    }

    private static boolean wasGivenUp(Reservation earlier) {
        return earlier.settled().isPresent() && earlier.settled().get().used().isEmpty();
    }

    private static Answer answer(
            Metering metering, MeteredRequest request, ServedRequest.Counted counted, Opening opening, Instant now) {
        if (opening instanceof Opening.Opened opened) {
            return new Answer.Admitted(ServedRequest.running(
                    counted,
                    opened.running(),
                    metering.chargesFailures(),
                    LimitHeaders.of(opened.running().decision(), now)));
        }
        if (opening instanceof Opening.Refused refused) {
            return refused(Refusal.of(request.account(), refused.decision(), now));
        }
        if (opening instanceof Opening.Taken taken) {
            return again(metering, request, counted, taken, now);
        }
        Opening.Invalid invalid = (Opening.Invalid) opening;
        throw new IllegalArgumentException(invalid.field() + ": " + invalid.reason());
    }

    private static Answer again(
            Metering metering,
            MeteredRequest request,
            ServedRequest.Counted counted,
            Opening.Taken taken,
            Instant now) {
        if (!taken.earlier().call().equals(counted.call())) {
            return refused(Refusal.of(
                    RefusalKind.CONFLICT,
                    "another request was sent with " + named(request) + ": take a new key for each"));
        }
        if (taken.earlier().settled().isEmpty()) {
            return refused(Refusal.forNow(
                    RefusalKind.CONFLICT,
                    "the first request with " + named(request) + " is still running: try again in a moment"));
        }
        return metering.answersRepeats()
                ? new Answer.Admitted(ServedRequest.again(
                        counted,
                        taken.decision()
                                .map(decision -> LimitHeaders.of(decision, now))
                                .orElseThrow()))
                : refused(Refusal.of(
                        RefusalKind.CONFLICT,
                        "the request with " + named(request)
                                + " was served and counted, and is not served twice: take a new key for a new one"));
    }

    private static String named(MeteredRequest request) {
        return MeteredRequest.KEY + " '" + request.key().orElse("") + "'";
    }

    private static Answer refused(Refusal refusal) {
        return new Answer.Refused(refusal);
    }
}
