package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.GrantOutcome;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.GrantCredits;

final class CreditGranter implements GrantCredits {

    private final Books books;
    private final CreditDesk desk;

    CreditGranter(Books books, CreditDesk desk) {
        this.books = books;
        this.desk = desk;
    }

    @Override
    public GrantOutcome grant(AccountId account, GrantOrder order) {
        LedgerId.requireOwn("grant", order.id().value());
        GrantOrder kept = kept(order);
        return desk.post(CreditCommand.onGrant(
                account, order.id(), book -> book.granting().grant(kept)));
    }

    /** As it will be read back: what is asked for again must be what is there. */
    private static GrantOrder kept(GrantOrder order) {
        return new GrantOrder(
                order.id(),
                order.pool(),
                order.amount(),
                order.priority(),
                order.effectiveAt().map(Books::kept),
                order.expiresAt().map(Books::kept),
                order.scope(),
                order.paid(),
                order.reason());
    }

    @Override
    public GrantOutcome withdraw(AccountId account, GrantId grant) {
        return desk.post(
                CreditCommand.onGrant(account, grant, book -> book.granting().withdraw(grant)));
    }

    @Override
    public GrantOutcome correct(AccountId account, CommandKey command, GrantId grant, Credits amount) {
        LedgerId.requireOwn("command", command.value());
        return desk.post(
                CreditCommand.of(account, command, book -> book.granting().correct(command, grant, amount))
                        .and(grant));
    }

    @Override
    public void setCreditLine(AccountId account, Credits line) {
        if (line.signum() < 0) {
            throw new IllegalArgumentException("credit line is " + line + ", it must be 0 or more");
        }
        books.transactions().inTransaction(Scope.of(account), () -> {
            desk.open(account);
            books.journal().setCreditLine(account, line);
            return line;
        });
    }
}
