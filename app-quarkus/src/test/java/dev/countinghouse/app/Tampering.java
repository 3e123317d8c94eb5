package dev.countinghouse.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.ConfigProvider;

/** Somebody who may do everything in the database under test, past its triggers and policies. */
final class Tampering {

    private Tampering() {}

    static void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (String each : statements) {
                if (statement.executeUpdate(each) == 0) {
                    throw new IllegalStateException("changed nothing: " + each);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static Connection connect() throws SQLException {
        String url = setting("countinghouse.database.url");
        String name = url.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
        return DriverManager.getConnection(
                setting("test.database.admin-url").replaceFirst("/postgres(\\?.*)?$", "/" + name + "$1"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
