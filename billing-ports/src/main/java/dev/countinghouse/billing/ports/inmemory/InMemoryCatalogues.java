package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemoryCatalogues implements Catalogues {

    private final InMemoryTransactions transactions;
    private final List<PublishedCatalogue> revisions = new ArrayList<>();
    private final TreeMap<PlanVersionId, PlanVersion> versions = new TreeMap<>();

    public InMemoryCatalogues(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<PublishedCatalogue> current() {
        return transactions.step(
                () -> revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.get(revisions.size() - 1)));
    }

    @Override
    public Optional<PublishedCatalogue> revision(long revision) {
        return transactions.step(() -> revision < 1 || revision > revisions.size()
                ? Optional.empty()
                : Optional.of(revisions.get((int) revision - 1)));
    }

    @Override
    public Optional<PlanVersion> planVersion(PlanVersionId id) {
        return transactions.step(() -> Optional.ofNullable(versions.get(id)));
    }

    @Override
    public List<PlanVersion> planVersions() {
        return transactions.step(() -> List.copyOf(versions.values()));
    }

    @Override
    public List<PlanVersion> versionsOf(PlanKey plan) {
        return transactions.step(() -> versions.values().stream()
                .filter(version -> version.id().plan().equals(plan))
                .toList());
    }

    @Override
    public void publish(PublishedCatalogue catalogue) {
        transactions.step(() -> {
            if (catalogue.revision() != revisions.size() + 1L) {
                throw new StaleVersionException("catalogue revision " + catalogue.revision()
                        + " cannot be published, the next is " + (revisions.size() + 1));
            }
            revisions.add(catalogue);
            transactions.onRollback(() -> revisions.remove(revisions.size() - 1));
            for (PlanVersion plan : catalogue.catalogue().plans().values()) {
                if (versions.putIfAbsent(plan.id(), plan) == null) {
                    transactions.onRollback(() -> versions.remove(plan.id()));
                }
            }
            return true;
        });
    }
}
