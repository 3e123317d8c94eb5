package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import java.util.Optional;

/** Has an account looked at of which the provider has told something; what becomes of that is not asked of the notice. */
final class SubscriptionFollower implements NoticeHandler {

    private final Books books;
    private final SubscriptionGateway gateway;
    private final MirrorKeeper keeper;

    SubscriptionFollower(Books books, SubscriptionGateway gateway, MirrorKeeper keeper) {
        this.books = books;
        this.gateway = gateway;
        this.keeper = keeper;
    }

    @Override
    public NoticeSubject.Kind kind() {
        return NoticeSubject.Kind.SUBSCRIPTION;
    }

    @Override
    public boolean handle(Notice notice, NoticeSubject about) {
        SubscriptionReference reference = new SubscriptionReference(about.id());
        Optional<AccountId> account = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.mirrors().accountOf(reference))
                .or(() -> gateway.find(reference).map(ProviderSubscription::account))
                .filter(this::isKnown);
        account.ifPresent(keeper::look);
        return account.isPresent();
    }

    private boolean isKnown(AccountId account) {
        return books.transactions()
                .inTransaction(
                        Scope.of(account), () -> books.accounts().find(account).isPresent());
    }
}
