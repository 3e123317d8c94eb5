package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.LimitInForce;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.subscription.SoldLimit;
import dev.countinghouse.billing.ports.driven.Reservations.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The limits of an account's plans and its own, as calls are held against them. What was used is read once for all calls.
 */
final class LimitTerms {

    private final Books books;
    private final AccountView view;
    private final Running running;
    private final Instant now;
    private final List<UsageLimit> limits;
    private final Map<BoundKey, Fraction> counted = new HashMap<>();

    LimitTerms(Books books, AccountView view, Running running, Instant now) {
        this.books = books;
        this.view = view;
        this.running = running;
        this.now = now;
        this.limits = inForce(books, view, Optional.of(running)).stream()
                .map(LimitInForce::limit)
                .toList();
    }

    /** @param running empty where no plan is */
    static List<LimitInForce> inForce(Books books, AccountView view, Optional<Running> running) {
        List<SoldLimit> sold = running.map(terms -> SoldLimit.in(terms.segment(), view.addOns(), view::plan))
                .orElse(List.of());
        return LimitInForce.of(sold, books.limits().of(view.account().id()));
    }

    /** What a call wants of a limit. */
    record Want(UsageLimit limit, BoundKey key, Fraction wanted, Optional<Period> window) {

        Window rate() {
            return new Window(key, window.orElseThrow().start());
        }

        Bound.Kind kind() {
            return window.isEmpty() ? Bound.Kind.CONCURRENCY : limit.isRate() ? Bound.Kind.RATE : Bound.Kind.LIMIT;
        }
    }

    /** Of each limit that the call comes under, at an instant of these terms; nothing that was used is read. */
    List<Want> wants(UsageEvent event, Instant at) {
        List<Want> wants = new ArrayList<>();
        for (UsageLimit limit : limits) {
            BoundKey.of(limit, event.data())
                    .flatMap(key -> wanted(limit, event).map(units -> new Want(limit, key, units, window(limit, at))))
                    .ifPresent(wants::add);
        }
        return wants;
    }

    private Optional<Fraction> wanted(UsageLimit limit, UsageEvent event) {
        return limit.measure()
                .meter()
                .map(key -> view.catalogue()
                        .meter(key)
                        .filter(meter -> meter.matches(event))
                        .map(meter -> CallTerms.value(meter, event)))
                .orElse(Optional.of(Fraction.ONE));
    }

    private Optional<Period> window(UsageLimit limit, Instant at) {
        return limit.measure() instanceof LimitMeasure.Concurrency
                ? Optional.empty()
                : Optional.of(limit.window()
                        .at(at, running.period().actual(), view.account().zone()));
    }

    /** Of all limits that the call comes under; rates that were not read before are read at once. */
    List<Bound> bounds(UsageEvent event) {
        List<Want> wants = wants(event, now);
        readRates(wants);
        return wants.stream().map(want -> bound(want, event.data())).toList();
    }

    private Bound bound(Want want, EventData data) {
        return new Bound.Ceiling(
                want.key(),
                want.kind(),
                want.limit().most(),
                want.window()
                        .map(window -> counted(want.limit(), want.key(), data, window))
                        .orElse(Fraction.ZERO),
                want.wanted(),
                want.window().map(Period::end));
    }

    private Fraction counted(UsageLimit limit, BoundKey key, EventData data, Period window) {
        return counted.computeIfAbsent(key, any -> recorded(limit, data, window));
    }

    /** All that were not read before, at once. */
    private void readRates(List<Want> wants) {
        Set<Window> windows = wants.stream()
                .filter(want -> want.kind() == Bound.Kind.RATE && !counted.containsKey(want.key()))
                .map(Want::rate)
                .collect(Collectors.toSet());
        if (!windows.isEmpty()) {
            Map<Window, Fraction> admitted =
                    books.reservations().admitted(view.account().id(), windows);
            windows.forEach(window -> counted.put(window.bound(), admitted.getOrDefault(window, Fraction.ZERO)));
        }
    }

    private Fraction recorded(UsageLimit limit, EventData data, Period window) {
        Meter meter = Books.used(view.catalogue(), limit.measure().meter().orElseThrow());
        Filter filter = limit.part()
                .map(part -> Filter.where(part.dimension(), data.text(part.dimension())))
                .orElse(Filter.ALL);
        return view.usage().quantity(meter, filter, window);
    }

    /** What an admitted call adds to the rates that it counts for. */
    Map<Window, Fraction> rates(UsageEvent event) {
        Map<Window, Fraction> more = new HashMap<>();
        for (Want want : wants(event, now)) {
            if (want.kind() == Bound.Kind.RATE) {
                more.put(want.rate(), want.wanted());
                counted.merge(want.key(), want.wanted(), Fraction::plus);
            }
        }
        return more;
    }
}
