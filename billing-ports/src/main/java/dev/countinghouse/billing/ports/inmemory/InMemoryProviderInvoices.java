package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.ports.driven.ProviderInvoices;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

public final class InMemoryProviderInvoices implements ProviderInvoices {

    private static final Comparator<Place> OLDEST = Comparator.comparing(Place::createdAt)
            .thenComparing(place -> place.reference().value());

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Map<InvoiceReference, Copy>> copies = new HashMap<>();
    private final Map<AccountId, Look> looks = new HashMap<>();

    public InMemoryProviderInvoices(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private Map<InvoiceReference, Copy> own(AccountId account) {
        transactions.requireBound(account);
        return copies.computeIfAbsent(account, any -> new HashMap<>());
    }

    @Override
    public Optional<Copy> find(AccountId account, InvoiceReference reference) {
        return transactions.step(() -> Optional.ofNullable(own(account).get(reference)));
    }

    @Override
    public Optional<AccountId> accountOf(InvoiceReference reference) {
        return transactions.step(() -> visible()
                .filter(copy -> copy.invoice().reference().equals(reference))
                .map(copy -> copy.invoice().account())
                .findFirst());
    }

    private Stream<Copy> visible() {
        return copies.entrySet().stream()
                .filter(account -> transactions.isBound(account.getKey()))
                .flatMap(account -> account.getValue().values().stream());
    }

    @Override
    public boolean put(ProviderInvoice invoice, Instant readAt, long seen) {
        return transactions.step(() -> {
            boolean isSame = revision(invoice.account(), invoice.reference()) == seen;
            if (isSame) {
                replace(invoice.account(), invoice.reference(), Optional.of(new Copy(invoice, readAt, seen + 1)));
            }
            return isSame;
        });
    }

    private long revision(AccountId account, InvoiceReference reference) {
        return Optional.ofNullable(own(account).get(reference))
                .map(Copy::revision)
                .orElse(NONE);
    }

    private void replace(AccountId account, InvoiceReference reference, Optional<Copy> after) {
        Map<InvoiceReference, Copy> own = own(account);
        Optional<Copy> before = Optional.ofNullable(own.remove(reference));
        after.ifPresent(copy -> own.put(reference, copy));
        transactions.onRollback(() -> {
            own.remove(reference);
            before.ifPresent(copy -> own.put(reference, copy));
        });
    }

    @Override
    public boolean remove(AccountId account, InvoiceReference reference, long seen) {
        return transactions.step(() -> {
            boolean isSame = seen != NONE && revision(account, reference) == seen;
            if (isSame) {
                replace(account, reference, Optional.empty());
            }
            return isSame;
        });
    }

    @Override
    public List<Copy> list(
            Optional<AccountId> account, Optional<ProviderInvoice.Status> status, Optional<Place> before, int limit) {
        return transactions.step(() -> account.map(own -> own(own).values().stream())
                .orElseGet(this::visible)
                .filter(copy ->
                        status.isEmpty() || status.get() == copy.invoice().status())
                .filter(copy -> before.isEmpty() || OLDEST.compare(place(copy), before.get()) < 0)
                .sorted(Comparator.comparing(InMemoryProviderInvoices::place, OLDEST)
                        .reversed())
                .limit(limit)
                .toList());
    }

    private static Place place(Copy copy) {
        return new Place(copy.invoice().dates().createdAt(), copy.invoice().reference());
    }

    @Override
    public void watch(AccountId account, Instant since, Instant lookAt) {
        transactions.step(() -> {
            transactions.requireBound(account);
            Optional<Look> before = Optional.ofNullable(looks.get(account));
            Instant earlier = before.map(Look::lookAt).filter(lookAt::isAfter).orElse(lookAt);
            keep(new Look(
                    account,
                    before.map(Look::since).orElse(since),
                    earlier,
                    before.map(Look::failures).orElse(0)));
            return true;
        });
    }

    private void keep(Look after) {
        Optional<Look> before = Optional.ofNullable(looks.put(after.account(), after));
        transactions.onRollback(() -> {
            looks.remove(after.account());
            before.ifPresent(look -> looks.put(look.account(), look));
        });
    }

    @Override
    public List<Look> dueBy(Instant instant, int limit) {
        return transactions.step(() -> looks.values().stream()
                .filter(look -> transactions.isBound(look.account()))
                .filter(look -> !look.lookAt().isAfter(instant))
                .sorted(Comparator.comparing((Look look) -> look.failures() > 0)
                        .thenComparing(Look::lookAt)
                        .thenComparing(Look::account, AccountId.BY_CODE_POINTS))
                .limit(limit)
                .toList());
    }

    @Override
    public boolean looked(Look seen, Look next) {
        return transactions.step(() -> {
            transactions.requireBound(seen.account());
            boolean isSame = seen.equals(looks.get(seen.account()));
            if (isSame) {
                keep(next);
            }
            return isSame;
        });
    }
}
