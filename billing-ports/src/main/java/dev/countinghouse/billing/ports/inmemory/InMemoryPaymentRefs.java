package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.PaymentRefs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class InMemoryPaymentRefs implements PaymentRefs {

    private final InMemoryTransactions transactions;
    private final Map<PaymentKey, Ref> refs = new HashMap<>();

    public InMemoryPaymentRefs(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Ref ref) {
        return transactions.step(() -> {
            transactions.requireBound(ref.account());
            boolean isNew = refs.putIfAbsent(ref.key(), ref) == null;
            if (isNew) {
                transactions.onRollback(() -> refs.remove(ref.key()));
            }
            return isNew;
        });
    }

    @Override
    public Optional<Ref> find(PaymentKey key) {
        return transactions.step(
                () -> Optional.ofNullable(refs.get(key)).filter(ref -> transactions.isBound(ref.account())));
    }

    @Override
    public void refer(AccountId account, PaymentKey key, String reference) {
        transactions.step(() -> {
            transactions.requireBound(account);
            Ref before = refs.get(key);
            if (before != null
                    && before.account().equals(account)
                    && before.reference().isEmpty()) {
                refs.put(key, before.at(reference));
                transactions.onRollback(() -> refs.put(key, before));
            }
            return true;
        });
    }
}
