package dev.countinghouse.benchmarks;

import dev.countinghouse.adapter.postgres.PostgresSchema;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** A PostgreSQL that flushes every commit to disk, with the three roles of docs/storage.md. */
final class DurableDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;
    private int databases;

    DurableDatabase() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start();
        execute(
                "postgres",
                List.of(
                        "create role countinghouse_service nologin",
                        "create role countinghouse_system nologin",
                        "create role owner login",
                        "create role service login in role countinghouse_service",
                        "create role system login in role countinghouse_system"));
    }

    /** A new database, migrated and empty. */
    Database create() throws SQLException {
        String name = "bench_" + ++databases;
        execute("postgres", List.of("create database " + name + " owner owner"));
        PostgresSchema.migrate(server.getDatabase("owner", name));
        return new Database(name);
    }

    final class Database {

        private final String name;

        private Database(String name) {
            this.name = name;
        }

        DataSource service() throws SQLException {
            return pool("service", 8);
        }

        DataSource system() throws SQLException {
            return pool("system", 8);
        }

        DataSource owner() throws SQLException {
            return pool("owner", 4);
        }

        String url() {
            return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
        }

        private DataSource pool(String login, int size) throws SQLException {
            return AgroalDataSource.from(
                    new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(size)
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(server.getJdbcUrl(login, name))
                                    .principal(new NamePrincipal(login)))));
        }
    }

    private void execute(String database, List<String> statements) {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
