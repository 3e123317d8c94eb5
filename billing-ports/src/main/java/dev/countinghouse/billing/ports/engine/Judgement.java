package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all limits together say to a call; nothing is taken.
 *
 * @param costs in credits, by meter
 */
record Judgement(Decision decision, List<Bound> bounds, SortedMap<MeterKey, Credits> costs) {

    static Judgement refused(Verdict.Reason reason) {
        return new Judgement(
                new Decision(new Verdict.Refused(reason), List.of(), Optional.empty(), Optional.empty(), List.of()),
                List.of(),
                new TreeMap<>());
    }

    Judgement with(Standing last) {
        List<Standing> standings = new ArrayList<>(decision.standings());
        standings.add(last);
        return new Judgement(decided(standings, decision.price(), decision.upgrades()), bounds, costs);
    }

    /** @param left out, because somebody else counts them */
    static Judgement of(CallBook book, Call call, Set<Bound.Kind> left) {
        Optional<CallTerms> found = book.terms();
        if (found.isEmpty()) {
            return refused(QuotaEvaluator.notRunning(book.view(), book.now()));
        }
        CallTerms terms = found.get();
        if (terms.meters(call.event(call.data(), book.now())).isEmpty()) {
            return refused(Verdict.Reason.NOT_INCLUDED);
        }
        if (!terms.isEntitled(call)) {
            return refused(Verdict.Reason.NOT_ENTITLED);
        }
        List<Bound> bounds = terms.bounds(call).stream()
                .filter(bound -> !left.contains(bound.kind()))
                .toList();
        SortedMap<MeterKey, Credits> costs = book.credits().isPresent() ? terms.inCredits(call) : new TreeMap<>();
        List<Standing> standings = new ArrayList<>(book.standings(bounds));
        book.credits()
                .ifPresent(credits -> costs.forEach((meter, cost) -> standings.add(standing(credits, meter, cost))));
        Decision decision = decided(
                standings, terms.price(call), terms.running().segment().plan().upgrades());
        return new Judgement(decision, bounds, costs);
    }

    static Decision decided(List<Standing> standings, Optional<Amount> price, List<PlanKey> upgrades) {
        List<Standing> refusing =
                standings.stream().filter(standing -> !standing.admits()).toList();
        Optional<Standing> first = refusing.stream()
                .filter(standing -> !passesByItself(standing))
                .findFirst()
                .or(() -> refusing.stream().findFirst());
        Optional<Instant> again = refusing.stream()
                        .allMatch(each -> each.resetsAt().isPresent())
                ? refusing.stream().map(each -> each.resetsAt().orElseThrow()).max(Instant::compareTo)
                : Optional.empty();
        return new Decision(
                first.map(Standing::verdict).orElseGet(() -> mildest(standings)), standings, price, again, upgrades);
    }

    private static boolean passesByItself(Standing standing) {
        return standing.verdict() instanceof Verdict.Refused refused
                && refused.reason().passesByItself();
    }

    /** Of verdicts that all admit: grace is told before overage. */
    private static Verdict mildest(List<Standing> standings) {
        List<Verdict> verdicts = standings.stream().map(Standing::verdict).toList();
        return verdicts.stream()
                .filter(Verdict.Grace.class::isInstance)
                .findFirst()
                .or(() -> verdicts.stream()
                        .filter(Verdict.Overage.class::isInstance)
                        .findFirst())
                .orElseGet(Verdict.Within::new);
    }

    private static Standing standing(CreditBook credits, MeterKey meter, Credits cost) {
        Credits available = credits.available(cost.unit(), SpendPurpose.of(meter));
        return credits(cost, available);
    }

    static Standing credits(Credits cost, Credits available) {
        return new Bound.Ceiling(
                        new BoundKey("credits/" + cost.unit()),
                        Bound.Kind.CREDITS,
                        Fraction.of(available.value()).max(Fraction.ZERO),
                        Fraction.ZERO,
                        Fraction.of(cost.value()),
                        Optional.empty())
                .standing(Fraction.ZERO, Instant.EPOCH);
    }
}
