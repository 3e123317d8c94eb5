package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Has the usage of a call recorded in the transaction that frees what it took. */
final class CallSettler implements SettleCalls {

    private final Books books;
    private final CallDesk desk;
    private final Optional<FastGate> fast;
    private final OfflineCalls offline;

    CallSettler(Books books, CallDesk desk, Optional<FastGate> fast, OfflineCalls offline) {
        this.books = books;
        this.desk = desk;
        this.fast = fast;
        this.offline = offline;
    }

    @Override
    public Outcome capture(AccountId account, ReservationId id, Optional<EventData> used) {
        ToldUsage told = used.<ToldUsage>map(ToldUsage.Whole::new).orElseGet(ToldUsage.Reserved::new);
        return capture(account, id, told, book -> offline.find(account, id));
    }

    @Override
    public Outcome capture(AccountId account, ReservationId id, Optional<String> type, EventData told) {
        return capture(account, id, new ToldUsage.Part(type, told), book -> offline.find(account, id)
                .or(() -> type.map(known -> late(book, new Call(id, account, known, told, new TreeMap<>())))));
    }

    @Override
    public Outcome capture(Call used) {
        return capture(
                used.account(), used.id(), new ToldUsage.Whole(used.data()), book -> Optional.of(late(book, used)));
    }

    /** One of which nobody knows any more. */
    private static Reservation late(CallBook book, Call used) {
        return new Reservation(used, book.now(), book.now(), new TreeMap<>(), List.of(), Optional.empty());
    }

    /** @param lost stands in for a call that nobody knows */
    private Outcome capture(
            AccountId account, ReservationId id, ToldUsage told, Function<CallBook, Optional<Reservation>> lost) {
        Asked asked = ask(gate -> gate.capture(account, id));
        Optional<Held> held = asked.held();
        Function<CallBook, Optional<Reservation>> known =
                book -> book.find(id).or(() -> held.map(FastGate::reservation)).or(() -> lost.apply(book));
        Function<Map<BoundKey, Drawn>, Outcome> settling = back -> desk.run(CallDesk.Step.settling(
                account, id, book -> known.apply(book).flatMap(reservation -> usage(book, reservation, told)), book -> {
                    fast.ifPresent(gate -> book.takeBack(gate.holder(), back));
                    return known.apply(book)
                            .map(reservation -> captured(book, reservation, told, held))
                            .orElseGet(() -> new Outcome.Unknown(id));
                }));
        Outcome settled = held.filter(taken -> taken.late() && !taken.drawn().isEmpty())
                .map(taken ->
                        fast.orElseThrow().withoutLeases(account, taken.drawn().keySet(), settling))
                .orElseGet(() -> settling.apply(Map.of()));
        if (settled instanceof Outcome.Done) {
            offline.settled(account, id);
        }
        return asked.known(settled);
    }

    /** What a holder knows of a call. @param away if it could not be asked */
    private record Asked(Optional<Held> held, Optional<UnavailableException> away) {

        /** Whether a call is unknown can only be told by whoever has asked everybody. */
        Outcome known(Outcome outcome) {
            if (outcome instanceof Outcome.Unknown && away.isPresent()) {
                throw away.get();
            }
            return outcome;
        }
    }

    private Asked ask(Function<FastGate, Optional<Held>> question) {
        try {
            return new Asked(fast.flatMap(question), Optional.empty());
        } catch (UnavailableException gone) {
            return new Asked(Optional.empty(), Optional.of(gone));
        }
    }

    /** One that cannot be recorded holds back no other, and is not tried again. */
    @Override
    public int recordOffline() {
        List<Call> waiting = offline.used();
        List<String> lost = new ArrayList<>();
        for (Call call : waiting) {
            recordOffline(call).ifPresent(reason -> {
                offline.settled(call.account(), call.id());
                lost.add("call '" + call.id() + "' of account '" + call.account() + "': " + reason);
            });
        }
        if (!lost.isEmpty()) {
            throw new IllegalStateException("calls that ran cannot be recorded: " + lost);
        }
        return waiting.size();
    }

    private Optional<String> recordOffline(Call call) {
        try {
            Outcome outcome = capture(call);
            return outcome instanceof Outcome.Done ? Optional.empty() : Optional.of(outcome.toString());
        } catch (UnavailableException away) {
            throw away;
        } catch (RuntimeException defect) {
            return Optional.of(defect.toString());
        }
    }

    /** What a holder has decided alone is given up there alone; it is looked whether the storage has decided it as well. */
    @Override
    public Outcome release(AccountId account, ReservationId id) {
        Asked asked = ask(gate -> gate.release(account, id));
        Optional<Held> held = asked.held();
        Optional<Outcome> alone = held.filter(taken -> taken.state() == Reservation.State.RELEASED
                        && !taken.drawn().isEmpty())
                .map(taken -> new Outcome.Done(FastGate.reservation(taken)));
        try {
            Outcome settled =
                    desk.run(CallDesk.Step.settling(account, id, book -> Optional.empty(), book -> book.find(id)
                            .map(reservation -> release(book, reservation))
                            .or(() -> alone)
                            .or(() -> held.map(taken -> release(book, FastGate.reservation(taken))))
                            .orElseGet(() -> new Outcome.Unknown(id))));
            return asked.known(settled);
        } catch (UnavailableException away) {
            return alone.orElseThrow(() -> away);
        }
    }

    /** What a capture records; nothing if it was settled before, or is not understood. */
    private static Optional<UsageEvent> usage(CallBook book, Reservation reservation, ToldUsage told) {
        return reservation.settled().isPresent()
                        || told.defect(reservation.call()).isPresent()
                        || defect(book, reservation, told).isPresent()
                ? Optional.empty()
                : Optional.of(event(book, reservation, told));
    }

    private static UsageEvent event(CallBook book, Reservation reservation, ToldUsage told) {
        return reservation.call().event(told.of(reservation.call()), book.now());
    }

    private static Optional<String> defect(CallBook book, Reservation reservation, ToldUsage told) {
        UsageEvent event = event(book, reservation, told);
        return CallTerms.defectOf(CallTerms.counting(book.view().catalogue(), event), event);
    }

    private Outcome captured(CallBook book, Reservation reservation, ToldUsage told, Optional<Held> held) {
        Optional<String> other = told.defect(reservation.call());
        if (other.isPresent()) {
            return new Outcome.Invalid("", other.get());
        }
        EventData used = told.of(reservation.call());
        if (reservation.settled().isPresent()) {
            return reservation.settled().get().used().filter(used::equals).isPresent()
                    ? new Outcome.Done(reservation)
                    : conflict(reservation);
        }
        Optional<String> defect = defect(book, reservation, told);
        if (defect.isPresent()) {
            return new Outcome.Invalid("data", defect.get());
        }
        UsageEvent event = event(book, reservation, told);
        AppendOutcome outcome = book.outcomeOf(event);
        if (outcome == AppendOutcome.CONFLICT) {
            return new Outcome.Conflict(
                    reservation, "usage of other content was recorded as " + event.key() + " before");
        }
        if (outcome == AppendOutcome.STORED) {
            held.filter(taken -> !taken.late())
                    .ifPresent(taken -> book.report(fast.orElseThrow().holder(), taken.drawn()));
        }
        return new Outcome.Done(book.settle(reservation, reservation.captured(used, book.now())));
    }

    private static Outcome release(CallBook book, Reservation reservation) {
        if (reservation.settled().isPresent()) {
            return reservation.settled().get().used().isEmpty() ? new Outcome.Done(reservation) : conflict(reservation);
        }
        return new Outcome.Done(book.settle(reservation, reservation.released(book.now())));
    }

    private static Outcome conflict(Reservation reservation) {
        String how = reservation.settled().orElseThrow().used().isPresent() ? "captured, with other usage" : "released";
        return new Outcome.Conflict(reservation, "call '" + reservation.call().id() + "' was " + how);
    }

    @Override
    public Optional<Reservation> find(AccountId account, ReservationId id) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.reservations().find(account, id))
                .or(() -> ask(gate -> gate.find(account, id)).held().map(FastGate::reservation));
    }

    @Override
    public List<Reservation> open(AccountId account, Optional<ReservationId> after, int limit) {
        return books.transactions().inTransaction(Scope.of(account), () -> books.reservations()
                .open(account, books.now(account), after, limit));
    }
}
