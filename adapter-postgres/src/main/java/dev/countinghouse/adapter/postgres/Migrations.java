package dev.countinghouse.adapter.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The migrations by name, in order. Listed and not searched for, because a native image has no class path to search, and
 * the service compares the last of them with the database.
 */
final class Migrations implements ResourceProvider {

    static final String FOLDER = "dev/countinghouse/postgres/migration/";

    static final List<String> FILES = List.of(
            "V1__storage.sql",
            "V2__usage.sql",
            "V3__access.sql",
            "V4__outbox.sql",
            "V5__credit_note_id.sql",
            "V6__system_writes_its_own.sql",
            "V10__notifications.sql",
            "V13__restatement.sql",
            "V15__corrections.sql",
            "V16__outbox_claims.sql",
            "V17__rollups_cut_off.sql",
            "V18__alerts.sql",
            "V19__budgets.sql",
            "V20__simulations.sql",
            "V22__account_clocks.sql",
            "V23__ledger.sql",
            "V24__purchases.sql",
            "V25__sessions.sql",
            "V26__provisions.sql",
            "V27__second_looks.sql",
            "V28__gate.sql",
            "V30__provider_refs.sql",
            "V31__provider_notices.sql",
            "V32__checkouts.sql",
            "V33__receivables.sql",
            "V34__provider_prices.sql",
            "V35__usage_reports.sql",
            "V36__corrections_to_the_same.sql",
            "V37__mirrors.sql",
            "V38__provider_invoices.sql",
            "V39__retired_customers.sql",
            "V40__waits.sql",
            "V41__entries_follow_by_key.sql");

    /** The version that {@link #FILES} lead to. */
    static String latest() {
        String last = FILES.get(FILES.size() - 1);
        return last.substring(1, last.indexOf("__"));
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return FILES.contains(name) ? new Migration(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return FILES.stream()
                .filter(file -> file.startsWith(prefix))
                .<LoadableResource>map(Migration::new)
                .toList();
    }

    private static final class Migration extends LoadableResource {

        private final String file;

        private Migration(String file) {
            this.file = file;
        }

        @Override
        public Reader read() {
            InputStream script = Migrations.class.getClassLoader().getResourceAsStream(FOLDER + file);
            if (script == null) {
                throw new UncheckedIOException(new IOException("migration " + FOLDER + file + " is not in the jar"));
            }
            return new InputStreamReader(script, StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + file;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return FOLDER + file;
        }

        @Override
        public String getFilename() {
            return file;
        }

        @Override
        public String getRelativePath() {
            return file;
        }
    }
}
