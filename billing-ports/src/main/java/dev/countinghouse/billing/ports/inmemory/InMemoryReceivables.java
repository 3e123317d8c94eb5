package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.Receivables;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

public final class InMemoryReceivables implements Receivables {

    private record Kept(Receivable receivable, Next next, int looks) {

        AccountId account() {
            return receivable.account();
        }

        Ask ask() {
            return new Ask(account(), receivable.invoice(), receivable.revision(), looks);
        }

        Instant dueAt() {
            return next.dueAt().orElse(Instant.MAX);
        }

        Instant askAt() {
            return next.askAt().orElse(Instant.MAX);
        }
    }

    private final InMemoryTransactions transactions;
    private final InMemoryAccountClocks clocks;
    private final Map<AccountId, Map<InvoiceNumber, Kept>> receivables = new HashMap<>();

    public InMemoryReceivables(InMemoryTransactions transactions, InMemoryAccountClocks clocks) {
        this.transactions = transactions;
        this.clocks = clocks;
    }

    private Map<InvoiceNumber, Kept> own(AccountId account) {
        transactions.requireBound(account);
        return receivables.computeIfAbsent(account, any -> new LinkedHashMap<>());
    }

    @Override
    public void add(Receivable receivable, Next next) {
        transactions.step(() -> {
            Map<InvoiceNumber, Kept> own = own(receivable.account());
            if (own.putIfAbsent(receivable.invoice(), new Kept(receivable, next, 0)) != null) {
                throw new IllegalStateException("what invoice " + receivable.invoice() + " asks for is kept already");
            }
            transactions.onRollback(() -> own.remove(receivable.invoice()));
            return true;
        });
    }

    @Override
    public Optional<Receivable> find(AccountId account, InvoiceNumber invoice) {
        return transactions.step(
                () -> Optional.ofNullable(own(account).get(invoice)).map(Kept::receivable));
    }

    @Override
    public Optional<Receivable> find(AccountId account, PaymentKey payment) {
        return transactions.step(() -> own(account).values().stream()
                .map(Kept::receivable)
                .filter(each -> each.receipts().under(payment).isPresent())
                .findFirst());
    }

    @Override
    public Receivable update(Receivable receivable, Next next) {
        return transactions.step(() -> {
            Optional<Kept> before =
                    Optional.ofNullable(own(receivable.account()).get(receivable.invoice()));
            if (before.filter(kept -> kept.receivable().revision() == receivable.revision())
                    .isEmpty()) {
                throw new StaleVersionException("what invoice " + receivable.invoice() + " asks for is not of revision "
                        + receivable.revision() + " any more");
            }
            Receivable revised = receivable.revised();
            replace(before.get(), new Kept(revised, next, 0));
            return revised;
        });
    }

    private void replace(Kept before, Kept after) {
        Map<InvoiceNumber, Kept> own = own(before.account());
        own.put(before.receivable().invoice(), after);
        transactions.onRollback(() -> own.put(before.receivable().invoice(), before));
    }

    @Override
    public List<Receivable> of(AccountId account) {
        return transactions.step(
                () -> own(account).values().stream().map(Kept::receivable).toList());
    }

    @Override
    public List<Receivable> openOf(AccountId account) {
        return of(account).stream().filter(Receivable::isOpen).toList();
    }

    @Override
    public List<AccountId> dueBy(Instant instant, int limit) {
        return transactions.step(() -> visible()
                .filter(kept -> clocks.isDue(kept.account(), kept.next().dueAt(), instant))
                .sorted(Comparator.comparing(Kept::dueAt).thenComparing(Kept::account, AccountId.BY_CODE_POINTS))
                .map(Kept::account)
                .distinct()
                .limit(limit)
                .toList());
    }

    private Stream<Kept> visible() {
        return receivables.entrySet().stream()
                .filter(account -> transactions.isBound(account.getKey()))
                .flatMap(account -> account.getValue().values().stream());
    }

    @Override
    public Optional<Instant> nextDue(AccountId account) {
        return transactions.step(() -> own(account).values().stream()
                .flatMap(kept -> kept.next().dueAt().stream())
                .min(Comparator.naturalOrder()));
    }

    @Override
    public List<Ask> toAskBy(Instant instant, int limit) {
        return transactions.step(() -> visible()
                .filter(kept -> !kept.askAt().isAfter(instant))
                .sorted(Comparator.comparing(Kept::askAt)
                        .thenComparing(Kept::account, AccountId.BY_CODE_POINTS)
                        .thenComparing(kept -> kept.receivable().invoice()))
                .limit(limit)
                .map(Kept::ask)
                .toList());
    }

    @Override
    public boolean postpone(Ask seen, Optional<Instant> askAt) {
        return transactions.step(() -> {
            Optional<Kept> same = Optional.ofNullable(own(seen.account()).get(seen.invoice()))
                    .filter(kept -> kept.ask().equals(seen));
            same.ifPresent(kept -> replace(
                    kept, new Kept(kept.receivable(), new Next(kept.next().dueAt(), askAt), kept.looks() + 1)));
            return same.isPresent();
        });
    }
}
