package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import dev.countinghouse.billing.ports.catalogue.ReadOutcome;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Published catalogues as documents in their canonical form, read once per process: they are found by the digest of their
 * text, so that what a transaction read that was then undone can never be taken for what somebody else published.
 */
final class PostgresCatalogues implements Catalogues {

    private final PostgresTransactions transactions;

    /** By digest. Grows with the number of revisions in use, each of the size of a catalogue. */
    private final Map<String, Catalogue> read = new ConcurrentHashMap<>();

    PostgresCatalogues(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<PublishedCatalogue> current() {
        return transactions
                .current()
                .queryOne(
                        """
                        select revision, published_at, digest
                          from catalogue_revision
                         order by revision desc
                         limit 1
                        """,
                        this::published);
    }

    @Override
    public Optional<PublishedCatalogue> revision(long revision) {
        return transactions
                .current()
                .queryOne(
                        "select revision, published_at, digest from catalogue_revision where revision = ?",
                        this::published,
                        revision);
    }

    private PublishedCatalogue published(Row row) throws SQLException {
        long revision = row.whole("revision");
        return new PublishedCatalogue(revision, row.instant("published_at"), catalogue(revision, row.text("digest")));
    }

    @Override
    public Optional<PlanVersion> planVersion(PlanVersionId id) {
        return transactions
                .current()
                .queryOne(
                        """
                        select plan, revision, digest
                          from plan_version join catalogue_revision using (revision)
                         where plan = ? and version = ?
                        """,
                        this::planVersion,
                        id.plan().value(),
                        id.version());
    }

    @Override
    public List<PlanVersion> planVersions() {
        return transactions
                .current()
                .query(
                        """
                        select plan, revision, digest
                          from plan_version join catalogue_revision using (revision)
                         order by plan, version
                        """,
                        this::planVersion);
    }

    @Override
    public List<PlanVersion> versionsOf(PlanKey plan) {
        return transactions
                .current()
                .query(
                        """
                        select plan, revision, digest
                          from plan_version join catalogue_revision using (revision)
                         where plan = ?
                         order by version
                        """,
                        this::planVersion,
                        plan.value());
    }

    private PlanVersion planVersion(Row row) throws SQLException {
        long revision = row.whole("revision");
        PlanKey plan = new PlanKey(row.text("plan"));
        return catalogue(revision, row.text("digest"))
                .plan(plan)
                .orElseThrow(() -> new IllegalStateException("revision " + revision + " has no plan '" + plan + "'"));
    }

    private Catalogue catalogue(long revision, String digest) {
        return read.computeIfAbsent(digest, any -> transactions
                .current()
                .queryOne(
                        "select document from catalogue_revision where revision = ?",
                        row -> parsed(revision, row.text("document")),
                        revision)
                .orElseThrow());
    }

    private static Catalogue parsed(long revision, String document) {
        ReadOutcome<Catalogue> outcome = CatalogueReader.read("revision " + revision, document);
        if (outcome instanceof ReadOutcome.Read<Catalogue> found) {
            return found.value();
        }
        throw new IllegalStateException(
                "catalogue revision " + revision + " cannot be read by this program: " + outcome);
    }

    @Override
    public void publish(PublishedCatalogue published) {
        Session session = transactions.current();
        String document = CatalogueWriter.json(published.catalogue());
        requireReadable(published, document);
        int added = session.update(
                """
                insert into catalogue_revision (revision, published_at, digest, document)
                select next.revision, ?, ?, ?::json
                  from (select coalesce(max(revision), 0) + 1 as revision from catalogue_revision) as next
                 where next.revision = ?
                on conflict do nothing
                """,
                published.publishedAt(),
                digest(document),
                document,
                published.revision());
        if (added == 0) {
            throw new StaleVersionException("catalogue revision " + published.revision()
                    + " cannot be published, it is not the one after the last");
        }
        published.catalogue().plans().values().forEach(plan -> addVersion(session, plan.id(), published.revision()));
    }

    private static void addVersion(Session session, PlanVersionId id, long revision) {
        session.update(
                """
                insert into plan_version (plan, version, revision)
                values (?, ?, ?)
                on conflict do nothing
                """,
                id.plan().value(),
                id.version(),
                revision);
    }

    /** What is published can never be taken back, so it is read before it is kept. */
    private static void requireReadable(PublishedCatalogue published, String document) {
        if (!parsed(published.revision(), document).equals(published.catalogue())) {
            throw new IllegalArgumentException(
                    "catalogue revision " + published.revision() + " would not be read as it is: " + document);
        }
    }

    private static String digest(String document) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
