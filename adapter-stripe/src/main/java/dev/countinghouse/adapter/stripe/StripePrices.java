package dev.countinghouse.adapter.stripe;

import com.stripe.model.Price;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.PriceUpdateParams;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found.State;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Prices, told apart by their lookup key. They cannot be changed, so what one is stands in its metadata; another one takes
 * the key.
 */
final class StripePrices {

    /** As many keys as Stripe looks up in one call. */
    private static final int AT_ONCE = 10;

    private final StripeConnection stripe;
    private final ProvisionedMeters meters;

    StripePrices(StripeConnection stripe, ProvisionedMeters meters) {
        this.stripe = stripe;
        this.meters = meters;
    }

    List<Found> find(List<ProviderPrice> wanted) {
        List<Found> found = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            found.addAll(findSome(wanted.subList(from, Math.min(from + AT_ONCE, wanted.size()))));
        }
        return found;
    }

    private Optional<Found> find(ProviderPrice wanted) {
        return findSome(List.of(wanted)).stream().findFirst();
    }

    private List<Found> findSome(List<ProviderPrice> wanted) {
        Map<String, ProviderPrice> byKey =
                wanted.stream().collect(Collectors.toMap(ProviderPrice::key, Function.identity()));
        PriceListParams params = PriceListParams.builder()
                .addAllLookupKey(List.copyOf(byKey.keySet()))
                .setLimit((long) AT_ONCE)
                .build();
        return stripe.get("look for prices", v1 -> v1.prices().list(params)).getData().stream()
                .flatMap(price ->
                        Optional.ofNullable(byKey.get(price.getLookupKey())).map(of -> found(of, price)).stream())
                .toList();
    }

    private static Found found(ProviderPrice wanted, Price price) {
        ProviderItem.Key key = ProviderItem.key(wanted);
        return Metadata.of(price, Metadata.TERMS)
                .map(terms -> new Found(
                        key,
                        price.getId(),
                        terms,
                        Boolean.TRUE.equals(price.getActive()) ? State.ACTIVE : State.PUT_AWAY))
                .orElseGet(() -> new Found(
                        key,
                        price.getId(),
                        "it was not made from here: take lookup key '" + wanted.key()
                                + "' off it at Stripe, or give plan or charge another key",
                        State.FOREIGN));
    }

    Found put(ProviderPrice price) {
        Optional<Found> before = find(price);
        before.ifPresent(StripePriceGateway::requireOurs);
        if (before.filter(found -> found.text().equals(price.terms())).isEmpty()) {
            return create(price, before);
        }
        Found found = before.get();
        if (found.state() == State.PUT_AWAY) {
            PriceUpdateParams params =
                    PriceUpdateParams.builder().setActive(true).build();
            stripe.get(
                    "reactivate price " + found.reference(), v1 -> v1.prices().update(found.reference(), params));
        }
        return StripePriceGateway.active(found);
    }

    private Found create(ProviderPrice price, Optional<Found> replaced) {
        Optional<String> meter = price.meter().map(wanted -> meters.find(wanted)
                .filter(found -> found.state() == State.ACTIVE)
                .map(Found::reference)
                .orElseThrow(() -> new IllegalArgumentException("there is no active meter " + wanted.name()
                        + " at Stripe, which price " + price.key() + " needs")));
        PriceCreateParams params = PriceParams.of(price, meter, replaced.isPresent());
        String call = StripeIds.call(
                "price",
                price.key(),
                price.terms(),
                replaced.map(Found::reference).orElse(""));
        try {
            Price made = stripe.make("make price " + price.key(), call, Optional::empty, (v1, once) -> v1.prices()
                    .create(params, once));
            return found(price, made);
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing()) {
                throw new IllegalArgumentException(
                        "Stripe has no product for price " + price.key() + ": " + refusal.getMessage(), refusal);
            }
            // somebody was faster
            return find(price)
                    .filter(found -> found.text().equals(price.terms()))
                    .orElseThrow(() -> StripeConnection.unexpected("make price " + price.key(), refusal));
        }
    }
}
