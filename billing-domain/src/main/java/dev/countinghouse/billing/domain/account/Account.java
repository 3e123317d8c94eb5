package dev.countinghouse.billing.domain.account;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A customer. Its zone decides when its days and months begin, its currency what it is billed in; both stay as they are
 * once a subscription exists.
 *
 * @param subjects further keys its usage may arrive under, besides its id
 */
public record Account(
        AccountId id, Party party, ZoneId zone, Currency currency, List<TaxRate> taxes, SortedSet<String> subjects) {

    public Account {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(
                    "currency " + currency.getCurrencyCode() + " of account " + id + " cannot be billed in");
        }
        taxes = List.copyOf(taxes);
        if (taxes.stream().map(TaxRate::key).distinct().count() < taxes.size()) {
            throw new IllegalArgumentException("account " + id + " has the same tax rate twice: " + taxes);
        }
        subjects = Collections.unmodifiableSortedSet(new TreeSet<>(subjects));
    }

    /** A customer without taxes and further subjects. */
    public static Account named(AccountId id, String name, ZoneId zone, Currency currency) {
        return new Account(id, Party.named(name), zone, currency, List.of(), Collections.emptySortedSet());
    }
}
