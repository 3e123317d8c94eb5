package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.CATALOGUE;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

public abstract class CataloguesContract extends StorageContract {

    private static final PlanKey STANDARD = new PlanKey("standard");

    @Test
    void beforeTheFirstThereIsNone() {
        asSystem(() -> {
            assertThat(storage.catalogues().current()).isEmpty();
            assertThat(storage.catalogues().revision(1)).isEmpty();
            assertThat(storage.catalogues().planVersions()).isEmpty();
            assertThat(storage.catalogues().versionsOf(STANDARD)).isEmpty();
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource(ExampleCatalogue.class)
    void everythingInACatalogueComesBackAsItWas(ExampleCatalogue example) {
        PublishedCatalogue published = new PublishedCatalogue(1, START, example.catalogue());
        publish(published);

        asSystem(() -> {
            assertThat(storage.catalogues().current()).contains(published);
            assertThat(storage.catalogues().revision(1)).contains(published);
            published.catalogue().plans().values().forEach(plan -> assertThat(
                            storage.catalogues().planVersion(plan.id()))
                    .contains(plan));
            assertThat(storage.catalogues().planVersions())
                    .containsExactlyElementsOf(published.catalogue().plans().values());
            return true;
        });
    }

    @Test
    void theLastPublishedIsCurrentAndTheOthersStay() {
        publish(revision(1, CATALOGUE));
        publish(revision(2, withVersion(2)));

        asSystem(() -> {
            assertThat(storage.catalogues().current()).contains(revision(2, withVersion(2)));
            assertThat(storage.catalogues().revision(1)).contains(revision(1, CATALOGUE));
            assertThat(storage.catalogues().revision(2)).contains(revision(2, withVersion(2)));
            assertThat(storage.catalogues().revision(0)).isEmpty();
            assertThat(storage.catalogues().revision(3)).isEmpty();
            return true;
        });
    }

    @Test
    void versionsComeOldestFirstAlsoBeyondTheTenth() {
        IntStream.rangeClosed(1, 11).forEach(number -> publish(revision(number, withVersion(number))));

        assertThat(asSystem(() -> storage.catalogues().versionsOf(STANDARD)))
                .extracting(plan -> plan.id().version())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(asSystem(() -> storage.catalogues().planVersions()))
                .filteredOn(plan -> plan.id().plan().equals(STANDARD))
                .extracting(plan -> plan.id().version())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void versionsOfAPlanNoLongerSoldStay() {
        publish(revision(1, CATALOGUE));
        publish(revision(2, Catalogue.EMPTY));

        asSystem(() -> {
            assertThat(storage.catalogues().planVersion(new PlanVersionId(STANDARD, 1)))
                    .contains(Samples.plan("standard"));
            assertThat(storage.catalogues().versionsOf(STANDARD)).hasSize(1);
            assertThat(storage.catalogues().planVersions())
                    .hasSize(CATALOGUE.plans().size());
            return true;
        });
    }

    @Test
    void anUnknownVersionIsNotFound() {
        publish(revision(1, CATALOGUE));

        assertThat(asSystem(() -> storage.catalogues().planVersion(new PlanVersionId(STANDARD, 2))))
                .isEmpty();
        assertThat(asSystem(() -> storage.catalogues().versionsOf(new PlanKey("unknown"))))
                .isEmpty();
    }

    @Test
    void onlyTheNextRevisionCanBePublished() {
        publish(revision(1, CATALOGUE));

        for (long wrong : List.of(0L, 1L, 3L)) {
            assertThatThrownBy(() -> publish(revision(wrong, withVersion(2))))
                    .isInstanceOf(StaleVersionException.class)
                    .hasMessageContaining(String.valueOf(wrong));
        }
        assertThat(asSystem(() -> storage.catalogues().current())).contains(revision(1, CATALOGUE));
        assertThat(asSystem(() -> storage.catalogues().versionsOf(STANDARD))).hasSize(1);
    }

    @Test
    void aPublicationThatFailsLeavesNoVersionBehind() {
        publish(revision(1, CATALOGUE));
        undone(Scope.SYSTEM, () -> storage.catalogues().publish(revision(2, withVersion(2))));

        assertThat(asSystem(() -> storage.catalogues().current())).contains(revision(1, CATALOGUE));
        assertThat(asSystem(() -> storage.catalogues().versionsOf(STANDARD))).hasSize(1);
        publish(revision(2, withVersion(2)));
    }

    @Test
    void ofManyThatPublishTheSameRevisionOneWins() {
        List<Boolean> won = Race.of(thread -> {
            try {
                publish(revision(1, withVersion(thread + 1)));
                return true;
            } catch (StaleVersionException somebodyElseWon) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        int winner = won.indexOf(true) + 1;
        assertThat(asSystem(() -> storage.catalogues().current())).contains(revision(1, withVersion(winner)));
        assertThat(asSystem(() -> storage.catalogues().versionsOf(STANDARD)))
                .extracting(plan -> plan.id().version())
                .containsExactly(winner);
    }

    private void publish(PublishedCatalogue catalogue) {
        asSystem(() -> {
            storage.catalogues().publish(catalogue);
            return true;
        });
    }

    private static PublishedCatalogue revision(long number, Catalogue catalogue) {
        return new PublishedCatalogue(number, START.plusSeconds(number), catalogue);
    }

    /** The catalogue with that version of the standard plan. */
    private static Catalogue withVersion(int version) {
        SortedMap<PlanKey, PlanVersion> plans = new TreeMap<>(CATALOGUE.plans());
        plans.put(STANDARD, Samples.plan("standard").withVersion(version));
        return CATALOGUE.withPlans(plans);
    }
}
