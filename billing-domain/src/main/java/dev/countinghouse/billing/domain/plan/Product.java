package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.money.Money;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something bought once, such as a ready-made space; {@code attributes} are the host's own, shown as they are. */
public record Product(ProductKey key, String name, String category, Money price, SortedMap<String, String> attributes) {

    public Product {
        if (price.signum() < 0) {
            throw new IllegalArgumentException(
                    "price of product " + key + " is " + price + ", it must not be negative");
        }
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
}
