package dev.countinghouse.app.standalone;

import dev.countinghouse.app.config.BundledDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * PostgreSQL from a jar, with its data in {@code countinghouse.data-dir}, where the next start finds it. It listens on
 * this machine only. What was acknowledged is on disk: its usual settings for tests, which are not, are switched off.
 */
public final class EmbeddedDatabase implements BundledDatabase {

    private static final String URL = "countinghouse.database.url";
    private static final String DATABASE = "countinghouse";

    /** Fixed, so that a start after a crash finds the server that outlived it. */
    private static final String PORT = "54329";

    @Override
    public void start() {
        Config config = ConfigProvider.getConfig();
        if (config.getOptionalValue(URL, String.class).filter(url -> !url.isBlank()).isPresent()) {
            return;
        }
        Path data = Path.of(config.getOptionalValue("countinghouse.data-dir", String.class)
                        .orElse("countinghouse-data"))
                .toAbsolutePath();
        int port = Integer.parseInt(config.getOptionalValue("countinghouse.data-port", String.class)
                .orElse(PORT));
        try {
            Files.createDirectories(data);
            @SuppressWarnings("resource") // until the JVM ends; it has a shutdown hook of its own
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(data.resolve("postgres"))
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
            requireOwn(server, data.resolve("postgres"), port);
            prepare(server);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the database in " + data + " did not start on port " + port
                            + "; set COUNTINGHOUSE_DATA_DIR and COUNTINGHOUSE_DATA_PORT to others, or COUNTINGHOUSE_DATABASE_URL"
                            + " to a database of your own",
                    failure);
        }
        Map.of(
                        URL, "jdbc:postgresql://localhost:" + port + "/" + DATABASE,
                        "countinghouse.database.service.user", "billing_service",
                        "countinghouse.database.system.user", "billing_system",
                        "countinghouse.database.owner.user", "billing_owner")
                .forEach(System::setProperty);
        LocalSettings.complete(config, data);
    }

    /** Whoever answers on the port may be the database of another service, which has to be left alone. */
    private static void requireOwn(EmbeddedPostgres server, Path data, int port) throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("show data_directory")) {
            setting.next();
            Path found = Path.of(setting.getString(1));
            if (!Files.isSameFile(found, data)) {
                throw new IllegalStateException("port " + port + " is that of the database in " + found
                        + ", which another service has started: set COUNTINGHOUSE_DATA_PORT to another port");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "the database on port " + port + " cannot be asked: " + failure.getMessage(), failure);
        }
    }

    /** The roles that docs/storage.md asks for, once. */
    private static void prepare(EmbeddedPostgres server) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet there = statement.executeQuery(
                    "select from pg_database where datname = '" + DATABASE + "'")) {
                if (there.next()) {
                    return;
                }
            }
            for (String sql : List.of(
                    "create role countinghouse_service nologin",
                    "create role countinghouse_system nologin",
                    "create role billing_owner login",
                    "create role billing_service login in role countinghouse_service",
                    "create role billing_system login in role countinghouse_system",
                    // last: a start that is interrupted before it begins anew
                    "create database " + DATABASE + " owner billing_owner")) {
                statement.execute(sql.startsWith("create role") ? tolerant(sql) : sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the bundled database could not be prepared: " + failure.getMessage(), failure);
        }
    }

    private static String tolerant(String sql) {
        return "do $$ begin " + sql + "; exception when duplicate_object then null; end $$";
    }
}
