package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import dev.countinghouse.billing.domain.provider.ProviderTranslation;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.PriceRefs.PriceRef;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at both sides and does what is missing. Keys of ours tell each thing apart at the provider, and what he calls it is
 * written down last: whoever was cut off finds it by its key.
 */
final class CatalogueProvisioner implements ProvisionCatalogue {

    private final Books books;
    private final PriceGateway gateway;

    CatalogueProvisioner(Books books, PriceGateway gateway) {
        this.books = books;
        this.gateway = gateway;
    }

    /** What is sold, and what is known at the provider by now. */
    private record Sold(long revision, Catalogue catalogue, List<PlanVersion> versions, List<PriceRef> known) {

        boolean isKnown(ProviderPrice price) {
            return known.stream()
                    .anyMatch(ref ->
                            ref.plan().equals(price.plan()) && ref.charge().equals(price.charge()));
        }
    }

    @Override
    public Outcome plan() {
        return run(false);
    }

    @Override
    public Outcome apply() {
        return run(true);
    }

    private Outcome run(boolean really) {
        books.transactions().requireNone();
        Sold sold = asSystem(this::sold);
        ProviderTranslation translation = ProviderTranslation.of(sold.catalogue(), gateway.terms());
        if (!translation.problems().isEmpty()) {
            return new Outcome.Refused(translation.problems());
        }
        List<ProviderPrice> older =
                ProviderTranslation.older(sold.catalogue(), sold.versions(), gateway.terms()).stream()
                        .filter(price -> !sold.isKnown(price))
                        .toList();
        Provisioning provisioning =
                new Provisioning(gateway, translation.catalogue(), older, asSystem(() -> books.priceRefs()
                        .coupons()));
        if (really && !provisioning.diff().isObstructed()) {
            provisioning.run();
            asSystem(() -> {
                provisioning.write(books.priceRefs());
                return true;
            });
        }
        return asSystem(() -> new Outcome.Provisioned(
                sold.revision(),
                provisioning.diff(),
                books.priceRefs().prices(),
                books.priceRefs().coupons()));
    }

    private Sold sold() {
        Optional<PublishedCatalogue> current = books.catalogues().current();
        return new Sold(
                current.map(PublishedCatalogue::revision).orElse(0L),
                current.map(PublishedCatalogue::catalogue).orElse(Catalogue.EMPTY),
                books.catalogues().planVersions(),
                books.priceRefs().prices());
    }

    private <T> T asSystem(Supplier<T> work) {
        return books.transactions().inTransaction(Scope.SYSTEM, work);
    }
}
