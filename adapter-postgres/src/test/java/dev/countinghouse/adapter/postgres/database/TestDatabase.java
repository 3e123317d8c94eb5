package dev.countinghouse.adapter.postgres.database;

import dev.countinghouse.adapter.postgres.PostgresSchema;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A migrated, empty database for a test class: {@code @RegisterExtension static final TestDatabase DATABASE = new
 * TestDatabase();}. It is copied from a template, which is migrated once by an owner who is no superuser.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {

    public static final String OWNER = "house_owner";
    public static final String SERVICE = "house_service";
    public static final String SYSTEM = "house_system";

    public static final String PASSWORD = "test";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "house_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
    private final Map<String, AgroalDataSource> shared = new ConcurrentHashMap<>();
    private final List<AgroalDataSource> pools = new CopyOnWriteArrayList<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        create();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        drop();
    }

    public void create() {
        server().administer(
                        "postgres",
                        List.of("create database " + name + " template " + Template.NAME + " owner " + OWNER));
    }

    public void drop() {
        pools.forEach(AgroalDataSource::close);
        server().administer(
                        "postgres",
                        List.of(
                                "drop database if exists " + name + "_unmigrated with (force)",
                                "drop database " + name + " with (force)"));
    }

    /** A small pool of service connections, shared by the tests of the class. */
    public DataSource service() {
        return shared.computeIfAbsent(SERVICE, user -> pool(user, 8));
    }

    public DataSource system() {
        return shared.computeIfAbsent(SYSTEM, user -> pool(user, 4));
    }

    /** A pool of its own for a login. */
    public AgroalDataSource pool(String user, int size) {
        try {
            AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(config -> config.maxSize(size)
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .acquisitionTimeout(Duration.ofSeconds(20))
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(server().url(name))
                                    .principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(PASSWORD)))));
            pools.add(pool);
            return pool;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Where the database is, without a login; the password of each login is {@link #PASSWORD}. */
    public String url() {
        return server().url(name);
    }

    /** The superuser's URL of another database, for what cannot be done from within this one. */
    public String adminUrl() {
        return server().adminUrl("postgres");
    }

    /** Connections without a pool, for a login. */
    public DataSource direct(String user) {
        return direct(name, user);
    }

    /** The owner's connections to a further database, which nobody has migrated. */
    public DataSource unmigrated() {
        server().administer(
                        "postgres",
                        List.of(
                                "drop database if exists " + name + "_unmigrated with (force)",
                                "create database " + name + "_unmigrated owner " + OWNER));
        return direct(name + "_unmigrated", OWNER);
    }

    /** Connections of the server's superuser, whom no policy holds back. */
    public DataSource superuser() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server().adminUrl(name));
        return source;
    }

    /** A further login; roles belong to the server, so a test that needs one for itself names it for itself. */
    public void login(String user, String attributes) {
        administer(Template.login(user, attributes));
    }

    /** Runs statements as the superuser. */
    public void administer(String... statements) {
        server().administer(name, List.of(statements));
    }

    /** Empties all tables, so that the next test finds what a new installation has. */
    public void clear() {
        administer(
                """
                do $$
                declare
                    tables text;
                begin
                    -- without triggers: entries of the journal are not to be truncated
                    set local session_replication_role = replica;
                    select string_agg(format('%I', relname), ', ') into tables
                      from pg_class
                     where relkind in ('r', 'p') and not relispartition
                       and relnamespace = 'public'::regnamespace and relname <> 'countinghouse_migration';
                    execute 'truncate ' || tables || ' restart identity';
                end
                $$
                """);
    }

    private static TestServer server() {
        return TestServer.shared();
    }

    private static DataSource direct(String database, String user) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server().url(database));
        source.setUser(user);
        source.setPassword(PASSWORD);
        return source;
    }

    /** Made on first use, and as an operator would: docs/storage.md. */
    private static final class Template {

        static final String NAME =
                create("house_template_" + ProcessHandle.current().pid());

        private static String create(String name) {
            server().administer(
                            "postgres",
                            List.of(
                                    login(OWNER, "createrole"),
                                    login(SERVICE, ""),
                                    login(SYSTEM, ""),
                                    "drop database if exists " + name,
                                    "create database " + name + " owner " + OWNER));
            PostgresSchema.migrate(direct(name, OWNER));
            server().administer(
                            "postgres",
                            List.of(
                                    "grant countinghouse_service to " + SERVICE,
                                    "grant countinghouse_system to " + SYSTEM));
            return name;
        }

        private static String login(String user, String attributes) {
            return "do $$ begin create role " + user + " login " + attributes + " password '" + PASSWORD
                    + "'; exception when duplicate_object or unique_violation then null; end $$";
        }
    }
}
