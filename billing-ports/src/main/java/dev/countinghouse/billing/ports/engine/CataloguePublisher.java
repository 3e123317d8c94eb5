package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.CatalogueDiff;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.provider.Inexpressible;
import dev.countinghouse.billing.domain.provider.ProviderTranslation;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.PublishCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Numbers the versions of plans and refuses what would re-price the past. */
final class CataloguePublisher implements PublishCatalogue {

    private final Books books;
    private final Optional<PriceGateway> provider;

    /** @param provider who invoices; empty if the engine does */
    CataloguePublisher(Books books, Optional<PriceGateway> provider) {
        this.books = books;
        this.provider = provider;
    }

    @Override
    public Outcome publish(Catalogue draft, OptionalLong onto) {
        return books.transactions().inTransaction(Scope.SYSTEM, () -> {
            long revision = books.catalogues()
                    .current()
                    .map(PublishedCatalogue::revision)
                    .orElse(0L);
            if (onto.isPresent() && onto.getAsLong() != revision) {
                return new Outcome.Superseded(revision);
            }
            CatalogueDiff diff = changes(draft);
            List<Inexpressible> problems = problems(draft);
            if (!diff.refusals().isEmpty()) {
                return new Outcome.Refused(diff.refusals());
            }
            if (!problems.isEmpty()) {
                return new Outcome.NotInvoiceable(problems);
            }
            if (diff.isEmpty() && revision > 0) {
                return new Outcome.Unchanged(revision);
            }
            books.catalogues().publish(new PublishedCatalogue(revision + 1, books.now(), numbered(draft)));
            return new Outcome.Published(revision + 1, diff);
        });
    }

    @Override
    public CatalogueDiff diff(Catalogue draft) {
        return books.transactions().inTransaction(Scope.SYSTEM, () -> {
            CatalogueDiff diff = changes(draft);
            List<String> refusals = new ArrayList<>(diff.refusals());
            problems(draft).forEach(problem -> refusals.add(problem.toString()));
            return new CatalogueDiff(diff.changes(), diff.newVersions(), refusals);
        });
    }

    /** Subscriptions may pin any version there ever was, so the meters of all of them have to stay as they are. */
    private CatalogueDiff changes(Catalogue draft) {
        return CatalogueDiff.between(books.catalogue(), books.catalogues().planVersions(), draft);
    }

    private List<Inexpressible> problems(Catalogue draft) {
        if (provider.isEmpty()) {
            return List.of();
        }
        List<Inexpressible> problems = new ArrayList<>(
                ProviderTranslation.of(draft, provider.get().terms()).problems());
        problems.addAll(ProviderTranslation.changes(
                books.catalogue(), books.catalogues().planVersions(), draft));
        return problems;
    }

    private Catalogue numbered(Catalogue draft) {
        SortedMap<PlanKey, PlanVersion> plans = new TreeMap<>();
        draft.plans().forEach((key, plan) -> plans.put(key, numbered(plan)));
        return draft.withPlans(plans);
    }

    /** The version that has these terms if it is the latest of its plan, otherwise a new one after it. */
    private PlanVersion numbered(PlanVersion plan) {
        List<PlanVersion> versions = books.catalogues().versionsOf(plan.id().plan());
        if (versions.isEmpty()) {
            return plan.withVersion(1);
        }
        PlanVersion latest = versions.get(versions.size() - 1);
        return latest.hasSameTermsAs(plan)
                ? latest
                : plan.withVersion(latest.id().version() + 1);
    }
}
