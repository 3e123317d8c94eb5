package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Every rollup row there is, to compare before and after. */
final class RollupRows {

    private RollupRows() {}

    static List<String> of(TestDatabase database) {
        List<String> rows = new ArrayList<>();
        String sql =
                """
                select (account_id, rollup_id, bucket, dimension_values, events, trim_scale(total), trim_scale(least),
                        trim_scale(greatest), first_at, last_at)::text
                  from usage_rollup_row
                 order by account_id, rollup_id, bucket, values_hash
                """;
        try (Connection connection = database.superuser().getConnection();
                ResultSet found = connection.createStatement().executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
