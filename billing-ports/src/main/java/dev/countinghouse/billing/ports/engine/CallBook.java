package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Lease;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Reservations;
import dev.countinghouse.billing.ports.driven.Reservations.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The calls of one account while some of them are settled and others decided, alone, in one transaction. */
final class CallBook {

    private final Books books;
    private AccountView view;
    private final Instant now;
    private final Map<ReservationId, Reservation> known;
    private final Map<BoundKey, Fraction> outstanding;
    private final Map<ReservationId, Reservation> changed = new LinkedHashMap<>();
    private final Map<Window, Fraction> admitted = new HashMap<>();
    private final List<HoldId> freed = new ArrayList<>();
    private final Map<BoundKey, Lease> leases = new HashMap<>();
    private final Map<BoundKey, Lease> lent = new LinkedHashMap<>();
    private final Map<EventKey, AppendOutcome> stored = new HashMap<>();
    private boolean recorded;
    private Optional<CreditBook> credits = Optional.empty();
    private Optional<Optional<CallTerms>> terms = Optional.empty();

    CallBook(Books books, AccountView view, Reservations.State state, Instant now) {
        this.books = books;
        this.view = view;
        this.now = now;
        this.known = new HashMap<>(state.known());
        this.outstanding = new HashMap<>(state.outstanding());
    }

    AccountView view() {
        return view;
    }

    Instant now() {
        return now;
    }

    Collection<Reservation> known() {
        return known.values();
    }

    Optional<Reservation> find(ReservationId id) {
        return Optional.ofNullable(known.get(id));
    }

    // ---------------------------------------------------------------- settling, before the ledger is locked

    /** An event of a call of this account was given to the storage; the first answer about a call is the one that counts. */
    void stored(UsageEvent event, AppendOutcome outcome) {
        recorded = true;
        stored.putIfAbsent(event.key(), outcome);
    }

    AppendOutcome outcomeOf(UsageEvent event) {
        return Optional.ofNullable(stored.get(event.key())).orElseThrow();
    }

    /** @param ended settled; what it took is free for the calls that are decided after it */
    Reservation settle(Reservation before, Reservation ended) {
        // what a holder has decided is outstanding as a part of its lease, see report
        boolean stored = known.containsKey(before.call().id());
        if (stored && before.state(now) == Reservation.State.OPEN) {
            before.parts().forEach((key, part) -> outstanding.merge(key, part.negate(), Fraction::plus));
        }
        freed.addAll(before.holds());
        return put(ended);
    }

    private Reservation put(Reservation reservation) {
        known.put(reservation.call().id(), reservation);
        changed.put(reservation.call().id(), reservation);
        return reservation;
    }

    /** Has decisions see what was recorded. */
    void settled() {
        if (recorded) {
            view = Lookups.account(books, view.account().id());
            books.alertWatch().changed(Set.of(view.account().id()));
        }
    }

    // ---------------------------------------------------------------- deciding

    void pay(CreditBook book, Collection<UsageBurner.Main> periods) {
        freed.forEach(book.holding()::release);
        periods.forEach(period -> UsageBurner.burn(view, period, book));
        credits = Optional.of(book);
    }

    /** Empty for an account that pays for nothing with credits. */
    Optional<CreditBook> credits() {
        return credits;
    }

    /** The terms by which calls are admitted; empty where none are. What was used is read after what was settled. */
    Optional<CallTerms> terms() {
        if (terms.isEmpty()) {
            terms = Optional.of(
                    QuotaEvaluator.running(view, now).map(running -> new CallTerms(books, view, running, now)));
        }
        return terms.get();
    }

    List<Standing> standings(List<Bound> bounds) {
        return bounds.stream()
                .map(bound -> bound.standing(outstanding.getOrDefault(bound.key(), Fraction.ZERO), now))
                .toList();
    }

    Optional<Fraction> available(Bound bound) {
        return bound.available(outstanding.getOrDefault(bound.key(), Fraction.ZERO), now);
    }

    Reservation admit(Reservation reservation, Map<Window, Fraction> rates) {
        reservation.parts().forEach((key, part) -> outstanding.merge(key, part, Fraction::plus));
        rates.forEach((window, more) -> admitted.merge(window, more, Fraction::plus));
        return put(reservation);
    }

    // ---------------------------------------------------------------- leases

    /** The latest of a bound to a holder; one that nothing was granted of if there was none. */
    Lease lease(String holder, BoundKey bound) {
        AccountId account = view.account().id();
        return leases.computeIfAbsent(bound, key -> books.reservations()
                .leases(account, holder, Set.of(key))
                .getOrDefault(key, Lease.first(account, holder, key)));
    }

    /** What is lent counts against whoever is decided after it. */
    void lend(Collection<Lease> granted) {
        granted.forEach(this::replace);
    }

    private void replace(Lease lease) {
        Lease before = Optional.ofNullable(leases.put(lease.bound(), lease)).orElseThrow();
        Fraction known = before.epoch() == lease.epoch() ? before.outstanding(now) : Fraction.ZERO;
        outstanding.merge(lease.bound(), lease.outstanding(now).minus(known), Fraction::plus);
        lent.put(lease.bound(), lease);
    }

    /** What was drawn is recorded now, so it is not outstanding as well. */
    void report(String holder, Map<BoundKey, LeaseHolder.Drawn> drawn) {
        drawn.forEach((bound, part) -> {
            Lease lease = lease(holder, bound);
            if (lease.epoch() == part.epoch() && !lease.hasEnded(now)) {
                replace(lease.report(part.quantity()));
            }
        });
    }

    /** What a holder has given back is there for whoever is decided next. */
    void takeBack(String holder, Map<BoundKey, LeaseHolder.Drawn> back) {
        back.forEach((bound, left) -> {
            Lease lease = lease(holder, bound);
            if (lease.epoch() == left.epoch() && !lease.hasEnded(now)) {
                replace(lease.giveBack(left.quantity()));
            }
        });
    }

    void save() {
        if (!changed.isEmpty()) {
            books.reservations().save(view.account().id(), changed.values(), admitted);
        }
        if (!lent.isEmpty()) {
            books.reservations().lend(view.account().id(), lent.values());
        }
    }
}
