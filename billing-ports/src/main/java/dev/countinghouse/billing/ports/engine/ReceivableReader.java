package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.DunningSchedule;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadReceivables;
import java.util.List;
import java.util.Optional;

record ReceivableReader(Books books, DunningSchedule schedule) implements ReadReceivables {

    @Override
    public Optional<Standing> find(AccountId account, InvoiceNumber invoice) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.receivables().find(account, invoice))
                .map(this::standing);
    }

    @Override
    public List<Standing> of(AccountId account) {
        return books
                .transactions()
                .inTransaction(Scope.of(account), () -> books.receivables().of(account))
                .stream()
                .map(this::standing)
                .toList();
    }

    private Standing standing(Receivable receivable) {
        return new Standing(receivable, receivable.stage(schedule, books.now(receivable.account())));
    }
}
