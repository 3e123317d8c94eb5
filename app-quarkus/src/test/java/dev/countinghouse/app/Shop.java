package dev.countinghouse.app;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.PublishCatalogue;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.quarkus.arc.Arc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the service under test sells: the billing stack's example and {@code shop.yaml}, in one catalogue for all tests. */
public final class Shop {

    private Shop() {}

    /** Publishes it; again, nothing changes. */
    public static void open() {
        BillingEngine engine = Arc.container().instance(BillingEngine.class).get();
        PublishCatalogue.Outcome outcome = engine.publishCatalogue().publish(catalogue());
        if (outcome instanceof PublishCatalogue.Outcome.Refused refused) {
            throw new IllegalStateException(refused.reasons().toString());
        }
    }

    public static Catalogue catalogue() {
        Catalogue stack = ExampleCatalogue.BILLING_STACK.catalogue();
        Catalogue more = CatalogueReader.read("shop.yaml", text()).orThrow();
        return new Catalogue(
                both(stack.meters(), more.meters()),
                both(stack.plans(), more.plans()),
                both(stack.coupons(), more.coupons()),
                both(stack.products(), more.products()),
                more.creditSale());
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> both(SortedMap<K, V> some, SortedMap<K, V> others) {
        TreeMap<K, V> all = new TreeMap<>(some);
        all.putAll(others);
        return all;
    }

    private static String text() {
        try (InputStream stream = Shop.class.getResourceAsStream("/shop.yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
