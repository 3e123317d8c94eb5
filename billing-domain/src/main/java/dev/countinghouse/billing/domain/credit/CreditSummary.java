package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened to the credits of a unit in a time. Opening, the changes and closing add up; what holds reserved is the
 * customer's until it is spent.
 *
 * @param opening what there was, held credits included
 * @param changes by kind of entry; above 0 what came, below 0 what went
 * @param spent on what: lines of usage, products, holds that were captured
 */
public record CreditSummary(
        CreditUnit unit,
        Credits opening,
        Map<EntryKind, Credits> changes,
        Map<String, Credits> spent,
        Credits closing) {

    /**
     * Sums of postings.
     *
     * @param about what the entries are about, where that tells what was spent on; blank for others
     */
    public record Total(EntryKind kind, String about, LedgerAccount account, Credits sum) {}

    /**
     * @param before totals of everything before the time
     * @param within totals of the time
     */
    public static List<CreditSummary> of(List<Total> before, List<Total> within) {
        Map<CreditUnit, List<Total>> units = new TreeMap<>();
        before.forEach(total -> units.computeIfAbsent(total.sum().unit(), any -> new ArrayList<>()));
        within.forEach(total -> units.computeIfAbsent(total.sum().unit(), any -> new ArrayList<>())
                .add(total));
        List<CreditSummary> summaries = new ArrayList<>();
        units.forEach((unit, own) -> summaries.add(of(unit, owned(unit, before), own)));
        return summaries;
    }

    private static CreditSummary of(CreditUnit unit, Credits opening, List<Total> within) {
        Map<EntryKind, Credits> changes = new TreeMap<>();
        Map<String, Credits> spent = new TreeMap<>();
        for (Total total : within) {
            if (isCustomers(total.account())) {
                changes.merge(total.kind(), total.sum(), Credits::plus);
            } else if (total.account() == LedgerAccount.CONSUMED || total.account() == LedgerAccount.REVENUE) {
                spent.merge(total.about(), total.sum(), Credits::plus);
            }
        }
        changes.values().removeIf(Credits::isZero);
        spent.values().removeIf(Credits::isZero);
        return new CreditSummary(unit, opening, changes, spent, opening.plus(owned(unit, within)));
    }

    private static Credits owned(CreditUnit unit, List<Total> totals) {
        return totals.stream()
                .filter(total -> total.sum().unit().equals(unit) && isCustomers(total.account()))
                .map(Total::sum)
                .reduce(Credits.zero(unit), Credits::plus);
    }

    private static boolean isCustomers(LedgerAccount account) {
        return account.isPool()
                || account == LedgerAccount.HELD
                || account == LedgerAccount.LEASED
                || account == LedgerAccount.OVERDRAWN;
    }
}
