package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.AcknowledgeAlert;
import dev.countinghouse.billing.ports.driving.UnknownException;

final class AlertAcknowledger implements AcknowledgeAlert {

    private final Books books;

    AlertAcknowledger(Books books) {
        this.books = books;
    }

    /** Reads again what was kept: somebody else may have been first. */
    @Override
    public Alert acknowledge(AccountId account, AlertId id, String actor) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            books.alerts().acknowledge(find(account, id).acknowledged(actor, books.now(account)));
            return find(account, id);
        });
    }

    private Alert find(AccountId account, AlertId id) {
        return books.alerts()
                .find(account, id)
                .orElseThrow(() -> new UnknownException("account '" + account + "' has no alert '" + id + "'"));
    }
}
