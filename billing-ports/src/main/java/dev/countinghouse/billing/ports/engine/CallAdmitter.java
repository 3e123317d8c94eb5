package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.AdmitCalls;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Asks every limit, and takes from all of them or from none. */
final class CallAdmitter implements AdmitCalls {

    /** Between the two steps of a call that is recorded at once, if nobody comes back for the second. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    /** What the holder of leases counts, if there is one. */
    private static final Set<Bound.Kind> HOLDERS = EnumSet.of(Bound.Kind.RATE, Bound.Kind.CONCURRENCY);

    private final CallDesk desk;
    private final CallSettler settler;
    private final Optional<FastGate> fast;
    private final OfflineCalls offline;
    private final Supplier<Instant> now;

    CallAdmitter(
            CallDesk desk, CallSettler settler, Optional<FastGate> fast, OfflineCalls offline, Supplier<Instant> now) {
        this.desk = desk;
        this.settler = settler;
        this.fast = fast;
        this.offline = offline;
        this.now = now;
    }

    @Override
    public Outcome check(Call call) {
        return orOffline(
                call,
                SHORT,
                false,
                () -> desk.run(CallDesk.Step.deciding(call.account(), call.id(), book -> defect(book, call)
                        .<Outcome>map(invalid -> invalid)
                        .orElseGet(() -> outcome(Judgement.of(book, call, Set.of()), Optional.empty())))));
    }

    /** What its meters say, where the storage does not. */
    private Outcome orOffline(Call call, Duration lasts, boolean consumes, Supplier<Outcome> decision) {
        try {
            return decision.get();
        } catch (UnavailableException gone) {
            return offline.admit(call, now.get(), lasts, consumes)
                    .<Outcome>map(admission -> new Outcome.Admitted(
                            new Decision(
                                    new Verdict.Within(), List.of(), Optional.empty(), Optional.empty(), List.of()),
                            Optional.of(admission.reservation()),
                            admission.repeated()))
                    .orElseGet(() -> outcome(Judgement.refused(Verdict.Reason.UNAVAILABLE), Optional.empty()));
        }
    }

    /** A repeat after a crash between the two steps finds the first one done. */
    @Override
    public Outcome consume(Call call) {
        return orOffline(call, SHORT, true, () -> consumed(call));
    }

    private Outcome consumed(Call call) {
        Outcome admitted = reserved(call, SHORT);
        if (!(admitted instanceof Outcome.Admitted done) || done.reservation().isEmpty()) {
            return admitted;
        }
        SettleCalls.Outcome settled = settler.capture(call);
        if (settled instanceof SettleCalls.Outcome.Done captured) {
            return new Outcome.Admitted(done.decision(), Optional.of(captured.reservation()), done.repeated());
        }
        if (settled instanceof SettleCalls.Outcome.Conflict conflict) {
            return new Outcome.Conflict(conflict.earlier(), conflict.reason());
        }
        throw new IllegalStateException("call " + call.id() + " was admitted and not recorded: " + settled);
    }

    @Override
    public Outcome reserve(Call call, Duration lasts) {
        if (lasts.isNegative() || lasts.isZero() || lasts.compareTo(LONGEST) > 0) {
            return new Outcome.Invalid("lasts", "is " + lasts + ", it must be above 0 and at most " + LONGEST);
        }
        return orOffline(call, lasts, false, () -> reserved(call, lasts));
    }

    private Outcome reserved(Call call, Duration lasts) {
        return fast.map(gate ->
                        gate.reserve(call, lasts, (counted, back) -> stored(call, lasts, counted, gate.holder(), back)))
                .orElseGet(() -> stored(call, lasts, false, "", Map.of()));
    }

    /**
     * @param counted whether a holder has counted what is its
     * @param back what it has given back of its leases
     */
    private Outcome stored(Call call, Duration lasts, boolean counted, String holder, Map<BoundKey, Drawn> back) {
        return desk.run(CallDesk.Step.deciding(call.account(), call.id(), book -> {
            offline.saw(book.view().catalogue());
            book.takeBack(holder, back);
            return reserve(book, call, lasts, counted);
        }));
    }

    private static Outcome reserve(CallBook book, Call call, Duration lasts, boolean counted) {
        Optional<Reservation> earlier = book.find(call.id());
        if (earlier.isPresent() && earlier.get().state(book.now()) != Reservation.State.EXPIRED) {
            return repeated(book, call, earlier.get());
        }
        return defect(book, call).<Outcome>map(invalid -> invalid).orElseGet(() -> take(book, call, lasts, counted));
    }

    private static Outcome repeated(CallBook book, Call call, Reservation earlier) {
        if (!earlier.call().equals(call)) {
            return new Outcome.Conflict(earlier, "call '" + call.id() + "' was made for something else");
        }
        if (earlier.state(book.now()) == Reservation.State.RELEASED) {
            return new Outcome.Conflict(earlier, "call '" + call.id() + "' was given up");
        }
        Judgement now = Judgement.of(book, call, Set.of());
        return new Outcome.Admitted(
                new Decision(
                        new Verdict.Within(),
                        now.decision().standings().stream()
                                .map(Standing::admitted)
                                .toList(),
                        now.decision().price(),
                        Optional.empty(),
                        now.decision().upgrades()),
                Optional.of(earlier),
                true);
    }

    private static Outcome take(CallBook book, Call call, Duration lasts, boolean counted) {
        Judgement judged = Judgement.of(book, call, counted ? HOLDERS : Set.of());
        if (!judged.decision().admits()) {
            return outcome(judged, Optional.empty());
        }
        CallTerms terms = book.terms().orElseThrow();
        Instant until = book.now().plus(lasts);
        List<HoldId> holds = new ArrayList<>();
        Optional<Standing> short_ = hold(book, call, judged.costs(), lasts, holds);
        if (short_.isPresent()) {
            return outcome(judged.with(short_.get()), Optional.empty());
        }
        SortedMap<BoundKey, Fraction> parts = new TreeMap<>();
        judged.bounds().stream()
                .filter(bound -> bound.kind() != Bound.Kind.RATE)
                .forEach(bound -> parts.put(bound.key(), bound.wanted()));
        Reservation reservation = new Reservation(call, book.now(), until, parts, holds, Optional.empty());
        return outcome(
                judged,
                Optional.of(book.admit(
                        reservation, counted ? Map.of() : terms.limits().rates(terms.event(call)))));
    }

    private static Outcome outcome(Judgement judged, Optional<Reservation> reservation) {
        return judged.decision().admits()
                ? new Outcome.Admitted(judged.decision(), reservation, false)
                : new Outcome.Refused(judged.decision());
    }

    /** What is wrong with a call, whatever its account may use. */
    private static Optional<Outcome.Invalid> defect(CallBook book, Call call) {
        UsageEvent event = call.event(call.data(), book.now());
        List<Meter> counting = CallTerms.counting(book.view().catalogue(), event);
        if (counting.isEmpty()) {
            return Optional.of(new Outcome.Invalid(
                    "type",
                    "no meter that adds up counts usage of type '" + call.type()
                            + "' with such data, there are meters for "
                            + Meters.byType(book.view().catalogue()).keySet()));
        }
        return CallTerms.defectOf(counting, event).map(defect -> new Outcome.Invalid("data", defect));
    }

    /** Holds all that a call costs, or nothing; answers what is short. */
    private static Optional<Standing> hold(
            CallBook book, Call call, SortedMap<MeterKey, Credits> costs, Duration lasts, List<HoldId> holds) {
        if (costs.isEmpty()) {
            return Optional.empty();
        }
        CreditBook credits = book.credits().orElseThrow();
        for (Map.Entry<MeterKey, Credits> cost : costs.entrySet()) {
            HoldId id = new HoldId("gate/" + call.id() + "@" + book.now() + "/" + cost.getKey());
            HoldOutcome outcome =
                    credits.holding().hold(new HoldOrder(id, cost.getValue(), SpendPurpose.of(cost.getKey()), lasts));
            if (outcome instanceof HoldOutcome.Insufficient few) {
                Set.copyOf(holds).forEach(credits.holding()::release);
                return Optional.of(Judgement.credits(few.wanted(), few.available()));
            }
            holds.add(id);
        }
        return Optional.empty();
    }
}
