package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.customer.Customer;
import dev.countinghouse.billing.ports.driven.Customers;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class InMemoryCustomers implements Customers {

    private record Kept(Customer customer, Optional<Instant> lookAt, Optional<Instant> claimedUntil, Due due) {

        static Kept unknown(AccountId account) {
            return new Kept(Customer.unknown(account), Optional.empty(), Optional.empty(), new Due(account, 0, 0));
        }

        boolean isDueBy(Instant instant) {
            return lookAt.filter(at -> !at.isAfter(instant)).isPresent();
        }
    }

    private static final Comparator<Kept> LONGEST_DUE = Comparator.comparing(
                    (Kept kept) -> kept.lookAt().orElse(Instant.MAX))
            .thenComparing(kept -> kept.due().account(), AccountId.BY_CODE_POINTS);

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Kept> customers = new HashMap<>();

    public InMemoryCustomers(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private Optional<Kept> own(AccountId account) {
        transactions.requireBound(account);
        return Optional.ofNullable(customers.get(account));
    }

    private void keep(Kept after) {
        AccountId account = after.due().account();
        Optional<Kept> before = own(account);
        customers.put(account, after);
        transactions.onRollback(
                () -> before.ifPresentOrElse(kept -> customers.put(account, kept), () -> customers.remove(account)));
    }

    @Override
    public Optional<Customer> find(AccountId account) {
        return transactions.step(() -> own(account).map(Kept::customer));
    }

    @Override
    public Customer update(Customer customer) {
        return transactions.step(() -> {
            Kept before = own(customer.account()).orElse(Kept.unknown(customer.account()));
            if (before.customer().revision() != customer.revision()) {
                throw new StaleVersionException("customer of " + customer.account() + " is not of revision "
                        + customer.revision() + " any more");
            }
            Customer revised = customer.revised();
            keep(new Kept(revised, before.lookAt(), before.claimedUntil(), before.due()));
            return revised;
        });
    }

    @Override
    public void changed(AccountId account, Instant now) {
        transactions.step(() -> {
            Kept before = own(account).orElse(Kept.unknown(account));
            Optional<Instant> claimed = before.claimedUntil().filter(now::isBefore);
            Due due = new Due(account, 0, before.due().turn() + 1);
            keep(new Kept(before.customer(), claimed.or(() -> Optional.of(now)), claimed, due));
            return true;
        });
    }

    @Override
    public List<Due> dueBy(Instant instant, int limit) {
        return transactions.step(() -> customers.values().stream()
                .filter(kept -> transactions.isBound(kept.due().account()))
                .filter(kept -> kept.isDueBy(instant))
                .sorted(LONGEST_DUE)
                .limit(limit)
                .map(Kept::due)
                .toList());
    }

    @Override
    public Optional<Due> dueBy(AccountId account, Instant instant) {
        return transactions.step(
                () -> own(account).filter(kept -> kept.isDueBy(instant)).map(Kept::due));
    }

    @Override
    public Optional<Due> claim(Due seen, Instant until) {
        return transactions.step(() -> same(seen).map(before -> {
            Due due = new Due(seen.account(), seen.looks() + 1, seen.turn() + 1);
            keep(new Kept(before.customer(), Optional.of(until), Optional.of(until), due));
            return due;
        }));
    }

    @Override
    public boolean done(Due claimed) {
        return transactions.step(() -> {
            Optional<Kept> same = same(claimed);
            same.ifPresent(before -> keep(new Kept(
                    before.customer(),
                    Optional.empty(),
                    Optional.empty(),
                    new Due(claimed.account(), 0, claimed.turn() + 1))));
            return same.isPresent();
        });
    }

    private Optional<Kept> same(Due seen) {
        return own(seen.account())
                .filter(kept -> kept.lookAt().isPresent() && kept.due().equals(seen));
    }
}
