package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/** Tells apart what an account can spend now, later, and on some things only. */
final class CreditBalances {

    private CreditBalances() {}

    static CreditBalance of(Stock stock, CreditUnit unit, Credits available, Credits creditLine, Instant at) {
        return new CreditBalance(
                unit,
                available,
                left(
                        stock,
                        unit,
                        grant -> grant.isEffective(at) && !grant.order().scope().isAnything()),
                stock.balance(unit, LedgerAccount.HELD),
                left(stock, unit, grant -> !grant.isEffective(at)),
                stock.overdrawn(unit).max(Credits.zero(unit)),
                creditLine,
                Map.copyOf(stock.balances().getOrDefault(unit, Map.of())));
    }

    private static Credits left(Stock stock, CreditUnit unit, Predicate<Grant> which) {
        return stock.grants().stream()
                .filter(grant -> grant.amount().unit().equals(unit) && which.test(grant))
                .map(Grant::left)
                .reduce(Credits.zero(unit), Credits::plus);
    }
}
