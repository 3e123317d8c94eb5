package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.GrantTerms;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.domain.subscription.Term;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Gives the credits that come with plans and takes them back: revoke, then grant, at one instant and in one transaction.
 * Credits that were bought, or given for another reason, are never touched.
 *
 * <p>A change of plan in between two recurrences follows the new plan's policy on allowances: {@code carry} takes off what
 * was spent or is held of all recurring credits since the last recurrence, {@code restart} gives all, {@code prorate} the
 * share of the time that is left. A change at a recurrence, or one that begins a new cycle, gives all.
 */
public final class PlanGranting {

    private final Function<PlanVersionId, PlanVersion> plans;

    public PlanGranting(Function<PlanVersionId, PlanVersion> plans) {
        this.plans = plans;
    }

    public void apply(CreditBook book, PlannedStep step) {
        if (step instanceof PlannedStep.Begin begin) {
            begin(book, begin);
        } else if (step instanceof PlannedStep.Again again) {
            again(book, again);
        } else {
            revoke(book, step.subscription());
        }
    }

    private void begin(CreditBook book, PlannedStep.Begin begin) {
        PlanVersion plan = plans.apply(begin.term().plan());
        AllowanceOnChange policy = plan.change().allowance();
        if (policy == AllowanceOnChange.CARRY) {
            open(book, begin.subscription()).forEach(book.granting()::empty);
        } else {
            revoke(book, begin.subscription());
        }
        List<Grant> emptied = open(book, begin.subscription());
        Map<CreditUnit, Credits> taken = new TreeMap<>();
        for (GrantTerms terms : plan.grants()) {
            if (terms.every().isEmpty()) {
                book.granting().grant(once(plan, begin.term(), terms, book.at()));
            } else if (!begin.term().trial() && !begin.paused()) {
                Credits amount = times(terms.amount(), begin.term().quantity());
                if (begin.before().filter(term -> !term.trial()).isPresent()) {
                    amount = policy == AllowanceOnChange.CARRY
                            ? carried(emptied, period(begin, terms).start(), amount, taken)
                            : amount.share(policy == AllowanceOnChange.PRORATE ? rest(begin, terms) : Fraction.ONE);
                }
                give(book, begin.subscription(), terms, amount, begin.at(), Optional.empty());
            }
        }
    }

    /** @param taken off the grants of this plan that were given before this one */
    private static Credits carried(List<Grant> before, Instant since, Credits full, Map<CreditUnit, Credits> taken) {
        Credits zero = Credits.zero(full.unit());
        Credits already = taken.getOrDefault(full.unit(), zero);
        Credits spent = before.stream()
                .filter(grant -> grant.amount().unit().equals(full.unit()))
                .filter(grant -> !grant.grantedAt().isBefore(since))
                .map(grant -> grant.amount().minus(grant.left()))
                .reduce(zero, Credits::plus)
                .minus(already)
                .max(zero);
        taken.put(full.unit(), already.plus(full.min(spent)));
        return full.minus(full.min(spent));
    }

    private static Fraction rest(PlannedStep.Begin begin, GrantTerms terms) {
        Period whole = period(begin, terms);
        return whole.from(begin.at()).seconds().dividedBy(whole.seconds());
    }

    private static Period period(PlannedStep.Begin begin, GrantTerms terms) {
        return PlannedGrants.cycle(begin.term(), terms).periodAt(begin.at());
    }

    private static void again(CreditBook book, PlannedStep.Again again) {
        List<GrantId> before = new ArrayList<>();
        open(book, prefix(again.subscription(), again.terms()), 2).forEach(grant -> before.add(grant.id()));
        // those before the last were emptied by changes of plan
        while (before.size() > 1) {
            book.granting().withdraw(before.remove(0));
        }
        Credits amount = times(again.terms().amount(), again.term().quantity());
        give(
                book,
                again.subscription(),
                again.terms(),
                amount,
                again.at(),
                before.stream().findFirst());
    }

    private static void give(
            CreditBook book,
            SubscriptionId subscription,
            GrantTerms terms,
            Credits amount,
            Instant at,
            Optional<GrantId> before) {
        if (amount.signum() > 0) {
            GrantOrder order = new GrantOrder(
                    new GrantId(prefix(subscription, terms) + at + "/" + book.nextOrdinal()),
                    LedgerAccount.RECURRING,
                    amount,
                    terms.priority(),
                    Optional.empty(),
                    Optional.empty(),
                    terms.scope(),
                    Optional.empty(),
                    "");
            book.granting().recur(before, order, terms.rollover());
        }
    }

    static GrantId onceId(PlanVersion plan, GrantTerms terms) {
        return new GrantId("plan/" + plan.id().plan() + "/" + terms.key());
    }

    private static GrantOrder once(PlanVersion plan, Term term, GrantTerms terms, Instant at) {
        return new GrantOrder(
                onceId(plan, terms),
                LedgerAccount.PROMOTIONAL,
                times(terms.amount(), term.quantity()),
                terms.priority(),
                Optional.empty(),
                terms.lasts().map(lasts -> lasts.addTo(at.atZone(term.cycle().zone()), 1)
                        .toInstant()),
                terms.scope(),
                Optional.empty(),
                "");
    }

    private static void revoke(CreditBook book, SubscriptionId subscription) {
        open(book, subscription).forEach(grant -> book.granting().withdraw(grant.id()));
    }

    private static List<Grant> open(CreditBook book, SubscriptionId subscription) {
        return open(book, prefix(subscription), 3);
    }

    /** Names of subscriptions may have slashes, so that one can begin like another: what follows has so many parts. */
    private static List<Grant> open(CreditBook book, String prefix, int parts) {
        return book.granting().open().stream()
                .filter(grant -> grant.id().value().startsWith(prefix))
                .filter(grant -> grant.id().value().substring(prefix.length()).split("/").length == parts)
                .toList();
    }

    private static String prefix(SubscriptionId subscription) {
        return "subscription/" + subscription + "/";
    }

    private static String prefix(SubscriptionId subscription, GrantTerms terms) {
        return prefix(subscription) + terms.key() + "/";
    }

    private static Credits times(Credits credits, long quantity) {
        return new Credits(credits.value().multiply(BigDecimal.valueOf(quantity)), credits.unit());
    }
}
