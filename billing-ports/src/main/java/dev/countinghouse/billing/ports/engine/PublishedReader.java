package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadCatalogue;
import java.util.List;
import java.util.Optional;

final class PublishedReader implements ReadCatalogue {

    private final Books books;

    PublishedReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Published> current() {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.catalogues().current())
                .map(PublishedReader::published);
    }

    @Override
    public Optional<Published> revision(long revision) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.catalogues().revision(revision))
                .map(PublishedReader::published);
    }

    @Override
    public List<PlanVersion> versionsOf(PlanKey plan) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.catalogues().versionsOf(plan));
    }

    private static Published published(PublishedCatalogue stored) {
        return new Published(stored.revision(), stored.publishedAt(), stored.catalogue());
    }
}
