package dev.countinghouse.adapter.postgres.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The server all tests of this JVM share: the one {@code COUNTINGHOUSE_TEST_JDBC_URL} names (with a superuser's name and
 * password in it), else a container where Docker answers, else one from a jar.
 */
final class TestServer {

    private static final TestServer SHARED = start();

    private final String adminUrl;

    private TestServer(String adminUrl) {
        this.adminUrl = adminUrl;
    }

    static TestServer shared() {
        return SHARED;
    }

    private static TestServer start() {
        String configured = System.getenv("COUNTINGHOUSE_TEST_JDBC_URL");
        if (configured != null && !configured.isBlank()) {
            return new TestServer(configured);
        }
        return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
    }

    @SuppressWarnings("resource") // lives as long as this JVM; Testcontainers removes it
    private static TestServer container() {
        PostgreSQLContainer server = new PostgreSQLContainer("postgres:18-alpine");
        server.start();
        return new TestServer(server.getJdbcUrl()
                + (server.getJdbcUrl().contains("?") ? "&" : "?")
                + "user=" + server.getUsername() + "&password=" + server.getPassword());
    }

    @SuppressWarnings("resource") // lives as long as this JVM; it registers a shutdown hook of its own
    private static TestServer embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start();
            return new TestServer(server.getJdbcUrl("postgres", "postgres"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The URL of another database on the server, without a login. */
    String url(String database) {
        String host = adminUrl.substring(0, adminUrl.indexOf('/', "jdbc:postgresql://".length()));
        return host + "/" + database;
    }

    /** The superuser's URL of a database. */
    String adminUrl(String database) {
        int query = adminUrl.indexOf('?');
        return url(database) + (query < 0 ? "" : adminUrl.substring(query));
    }

    /** Runs statements as the superuser, each on its own. */
    void administer(String database, List<String> statements) {
        try (Connection connection = DriverManager.getConnection(adminUrl(database))) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "%s: %s", database, failure.getMessage()), failure);
        }
    }
}
