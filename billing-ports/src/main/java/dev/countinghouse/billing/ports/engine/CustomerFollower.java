package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.ports.driven.Scope;
import java.util.Optional;

/** Notes that a customer has changed at the provider, and takes over what he has changed. */
final class CustomerFollower implements NoticeHandler {

    private final Books books;
    private final Till till;
    private final CustomerDesk desk;

    CustomerFollower(ReceivableBook receivables) {
        this.books = receivables.books();
        this.till = receivables.till();
        this.desk = new CustomerDesk(receivables);
    }

    @Override
    public NoticeSubject.Kind kind() {
        return NoticeSubject.Kind.CUSTOMER;
    }

    @Override
    public boolean handle(Notice notice, NoticeSubject about) {
        Optional<AccountId> account = till.customers().accountOf(new CustomerReference(about.id()));
        boolean isOurs = account.isPresent() && changed(account.get());
        if (isOurs) {
            desk.lookIfDue(account.get());
        }
        return isOurs;
    }

    private boolean changed(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            boolean isKnown = books.accounts().find(account).isPresent();
            if (isKnown) {
                books.customers().changed(account, till.now());
            }
            return isKnown;
        });
    }
}
