package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.period.Interval;
import java.util.Currency;
import java.util.Map;
import java.util.Set;

/**
 * What a provider that invoices can take. His adapter knows it.
 *
 * @param refusedCurrencies codes of currencies whose smallest unit is another for him than ISO 4217 says: he would round
 *     otherwise
 * @param highestAmount of one price, in smallest units
 * @param priceDecimals how many decimals of the smallest unit the price of one unit of usage may have
 * @param percentDecimals how many a discount in per cent may have
 * @param longestName of what stands on invoice lines, in characters
 * @param longestCouponName in characters
 * @param mostCharges of one plan
 * @param longestInterval how often each unit fits into the longest time between two fees
 * @param longestTrial the same for trials
 */
public record ProviderTerms(
        Set<String> refusedCurrencies,
        long highestAmount,
        int priceDecimals,
        int percentDecimals,
        int longestName,
        int longestCouponName,
        int mostCharges,
        Map<Interval.Unit, Integer> longestInterval,
        Map<Interval.Unit, Integer> longestTrial) {

    public ProviderTerms {
        refusedCurrencies = Set.copyOf(refusedCurrencies);
        longestInterval = Map.copyOf(longestInterval);
        longestTrial = Map.copyOf(longestTrial);
    }

    boolean takes(Currency currency) {
        return !refusedCurrencies.contains(currency.getCurrencyCode());
    }

    static boolean fits(Interval interval, Map<Interval.Unit, Integer> longest) {
        return interval.count() <= longest.getOrDefault(interval.unit(), 0);
    }
}
