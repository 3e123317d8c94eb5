package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.PurchaseTerms;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.RunTopUps;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Takes the wish for a top-up and keeps the purchase in one transaction, behind the lock of the account's ledger: cut off
 * before, the wish is there still; after, the purchase is, and no other is begun until it is decided.
 */
final class TopUpRunner implements RunTopUps {

    private final Books books;
    private final CreditDesk desk;
    private final Till till;
    private final PurchaseSettler settler;

    TopUpRunner(Books books, CreditDesk desk, Till till) {
        this.books = books;
        this.desk = desk;
        this.till = till;
        this.settler = new PurchaseSettler(books, desk, till);
    }

    @Override
    public int run(int limit) {
        List<AccountId> wanting = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.journal().wantingTopUp(limit));
        AccountFailures failures = new AccountFailures("topped up");
        int[] begun = {0};
        wanting.forEach(account -> failures.guard(account, () -> {
            Optional<PurchaseId> id = books.transactions().inTransaction(Scope.of(account), () -> begin(account));
            if (id.isPresent()) {
                begun[0]++;
                settler.pursue(account, id.get());
            }
        }));
        failures.report();
        return begun[0];
    }

    private Optional<PurchaseId> begin(AccountId account) {
        Optional<TopUp> topUp = TopUpSetter.topUp(books, account);
        boolean isNeeded = topUp.isPresent() && isBelow(account, topUp.get());
        books.journal().takeTopUp(account);
        boolean isPossible = books.purchases().topUpsStopped(account).isEmpty()
                && !books.purchases().hasUndecidedTopUp(account);
        return isNeeded && isPossible ? begin(account, topUp.get()) : Optional.empty();
    }

    /** Locks the ledger. */
    private boolean isBelow(AccountId account, TopUp topUp) {
        return desk.within(CreditCommand.looking(
                account,
                book -> book.available(topUp.threshold().unit(), SpendPurpose.GENERAL)
                                .compareTo(topUp.threshold())
                        < 0));
    }

    private Optional<PurchaseId> begin(AccountId account, TopUp topUp) {
        AccountView view = Lookups.account(books, account);
        Instant now = books.now(account);
        return CreditOffer.of(view, new Wish.Amount(topUp.amount()), now)
                .fold(
                        made -> isWithinLimit(view, topUp, now) ? add(account, made.terms(), now) : Optional.empty(),
                        refused -> stop(account, topUp.amount(), refused.reason(), now));
    }

    private boolean isWithinLimit(AccountView view, TopUp topUp, Instant now) {
        ZoneId zone = view.account().zone();
        Instant month = now.atZone(zone)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(zone)
                .toInstant();
        Money none = Money.zero(topUp.amount().currency());
        Money spent = books.purchases().toppedUpSince(view.account().id(), month, none);
        return spent.plus(topUp.amount()).compareTo(topUp.monthlyLimit()) <= 0;
    }

    private Optional<PurchaseId> add(AccountId account, PurchaseTerms terms, Instant now) {
        PurchaseId id = PurchaseId.topUp(books.purchases().topUps(account) + 1);
        Deal deal = new Deal(account, id, terms, Deal.Origin.TOP_UP, false, now);
        if (!books.purchases().add(Purchase.begin(deal), till.firstLook())) {
            throw new IllegalStateException("purchase " + id + " of " + account + " is there and was not counted");
        }
        return Optional.of(id);
    }

    private Optional<PurchaseId> stop(AccountId account, Money price, String reason, Instant now) {
        books.purchases().stopTopUps(account, Optional.of(reason));
        new PurchaseAnnouncer(books).notOffered(account, price, reason, now);
        return Optional.empty();
    }
}
