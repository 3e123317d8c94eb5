package dev.countinghouse.adapter.stripe;

import com.stripe.model.Product;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductListParams;
import com.stripe.param.ProductUpdateParams;
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

/** Products under ids of ours. What else the seller sets on them, such as a tax code, stays. */
final class StripeProducts {

    /** Ids stand in the address, which must not get too long. */
    private static final int AT_ONCE = 20;

    private final StripeConnection stripe;

    StripeProducts(StripeConnection stripe) {
        this.stripe = stripe;
    }

    /** @param wanted a price of each product */
    List<Found> find(List<ProviderPrice> wanted) {
        List<Found> found = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            found.addAll(findSome(wanted.subList(from, Math.min(from + AT_ONCE, wanted.size()))));
        }
        return found;
    }

    private List<Found> findSome(List<ProviderPrice> wanted) {
        Map<String, ProviderPrice> byId = wanted.stream()
                .collect(Collectors.toMap(price -> StripeIds.product(price.product()), Function.identity()));
        ProductListParams params = ProductListParams.builder()
                .addAllId(List.copyOf(byId.keySet()))
                .setLimit((long) AT_ONCE)
                .build();
        return stripe.get("look for products", v1 -> v1.products().list(params)).getData().stream()
                .flatMap(product ->
                        Optional.ofNullable(byId.get(product.getId())).map(price -> found(price, product)).stream())
                .toList();
    }

    private static Found found(ProviderPrice price, Product product) {
        return new Found(
                ProviderItem.productKey(price),
                product.getId(),
                product.getName(),
                Boolean.TRUE.equals(product.getActive()) ? State.ACTIVE : State.PUT_AWAY);
    }

    Found put(ProviderPrice price) {
        Optional<Found> before = find(List.of(price)).stream().findFirst();
        return before.isPresent() ? update(price, before.get()) : create(price);
    }

    private Found update(ProviderPrice price, Found before) {
        if (before.state() == State.ACTIVE && before.text().equals(price.name())) {
            return before;
        }
        ProductUpdateParams params = ProductUpdateParams.builder()
                .setName(price.name())
                .setActive(true)
                .build();
        return found(price, stripe.get("update product " + before.reference(), v1 -> v1.products()
                .update(before.reference(), params)));
    }

    private Found create(ProviderPrice price) {
        String id = StripeIds.product(price.product());
        ProductCreateParams params =
                ProductCreateParams.builder().setId(id).setName(price.name()).build();
        try {
            return found(
                    price,
                    stripe.make(
                            "make product " + id,
                            StripeIds.call("product", id, price.name()),
                            Optional::empty,
                            (v1, once) -> v1.products().create(params, once)));
        } catch (StripeRefusal refusal) {
            // somebody was faster
            return find(List.of(price)).stream()
                    .findFirst()
                    .map(found -> update(price, found))
                    .orElseThrow(() -> StripeConnection.unexpected("make product " + id, refusal));
        }
    }
}
