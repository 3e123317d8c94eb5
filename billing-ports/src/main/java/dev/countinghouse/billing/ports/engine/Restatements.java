package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Billed;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Invoices billed boundaries anew from what is known today, one after the other, each in the light of those before it as
 * they should have been: a level reaches into later periods, a coupon may be used up sooner.
 *
 * <p>What depends on usage is rated anew, by the same {@link PeriodLines}; fees stay as they were invoiced.
 */
final class Restatements {

    private static final Set<RatedLine.Kind> BY_USAGE =
            Set.of(RatedLine.Kind.USAGE, RatedLine.Kind.MINIMUM_SPEND, RatedLine.Kind.MAXIMUM_SPEND);

    private final AccountView view;
    private final List<Billed> history;
    private final List<Restatement> differing = new ArrayList<>();

    Restatements(AccountView view, List<Billed> history) {
        this.view = view;
        this.history = new ArrayList<>(history);
    }

    /** What has been billed for each boundary, or should have been. */
    List<Billed> history() {
        return history;
    }

    List<Restatement> differing() {
        return differing;
    }

    void restate(Instant from) {
        view.subscriptions().stream()
                .filter(AccountView::isMain)
                .sorted(Comparator.comparing(stored -> stored.subscription().startedAt()))
                .forEach(stored -> restate(stored, from));
    }

    private void restate(Subscribed stored, Instant from) {
        Subscription main = stored.subscription();
        Instant billedThrough = stored.billedThrough().orElse(main.startedAt());
        Instant at = from.isAfter(main.startedAt()) ? from : main.startedAt();
        while (at.isBefore(billedThrough)) {
            BillingPeriod period = main.periodAt(at);
            restate(main, period);
            at = period.actual().end();
        }
    }

    private void restate(Subscription main, BillingPeriod period) {
        Instant boundary = period.actual().end();
        int place = placeOf(main, boundary);
        boolean known = place < history.size() && isOf(history.get(place), main, boundary);
        Billed billed = known
                ? history.get(place)
                : new Billed(main.id(), boundary, Optional.empty(), nothing(period.actual()));
        DraftInvoice now = InvoiceMaker.draft(
                view,
                main,
                period.actual(),
                lines(main, period, billed.content()),
                history.subList(0, place),
                Money.zero(view.account().currency()));
        Restatement restatement = new Restatement(
                main.id(), boundary, billed.invoice().map(IssuedInvoice::number), billed.content(), now);
        if (!restatement.changesNothing()) {
            differing.add(restatement);
            if (known) {
                history.remove(place);
            }
            history.add(place, new Billed(main.id(), boundary, billed.invoice(), now));
        }
    }

    /** Where the boundary stands in the history, or would: behind everything that was billed for an earlier instant. */
    private int placeOf(Subscription main, Instant boundary) {
        for (int i = 0; i < history.size(); i++) {
            if (isOf(history.get(i), main, boundary)) {
                return i;
            }
        }
        int place = 0;
        while (place < history.size() && history.get(place).boundary().isBefore(boundary)) {
            place++;
        }
        return place;
    }

    private static boolean isOf(Billed billed, Subscription main, Instant boundary) {
        return billed.subscription().equals(main.id()) && billed.boundary().equals(boundary);
    }

    private List<RatedLine> lines(Subscription main, BillingPeriod period, DraftInvoice billed) {
        List<RatedLine> invoiced = Stream.concat(billed.lines().stream(), billed.paidWithCredits().stream())
                .map(LineItem::rated)
                .toList();
        List<RatedLine> lines = new ArrayList<>(new PeriodLines(view, true).restated(main, period, invoiced));
        invoiced.stream().filter(line -> !BY_USAGE.contains(line.kind())).forEach(lines::add);
        return lines;
    }

    private DraftInvoice nothing(Period period) {
        Money zero = Money.zero(view.account().currency());
        return new DraftInvoice(
                view.account().id(), zero.currency(), period, List.of(), List.of(), List.of(), List.of(), zero);
    }
}
