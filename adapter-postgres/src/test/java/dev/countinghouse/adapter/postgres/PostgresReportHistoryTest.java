package dev.countinghouse.adapter.postgres;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.ReportHistoryContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresReportHistoryTest extends ReportHistoryContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected Storage emptyStorage() {
        return TestStorage.emptyIn(DATABASE);
    }

    @Override
    protected int histories() {
        return 3;
    }

    /** Half of them record and the others tell, as two processes with their threads do. */
    @Test
    void whatIsToldByManyWhileItIsUsedIsToldOnce() {
        subscribe("pro");
        List<Integer> told = Race.of(8, thread -> {
            int settled = 0;
            for (int round = 0; round < 12; round++) {
                if (thread % 2 == 0) {
                    use(5);
                } else {
                    for (AccountId due : bench.engine.reportUsage().due(9)) {
                        settled += bench.engine.reportUsage().report(due);
                    }
                }
            }
            return settled;
        });
        report();

        assertThat(atProvider("pro:calls")).isEqualTo(4 * 12 * 5 - 10);
        assertThat(atProvider("pro:tokens")).isEqualTo(240 * 241 / 2);
        assertThat(provider.counted()).extracting(UsageReport::id).doesNotHaveDuplicates();
        assertThat(told.stream().mapToInt(Integer::intValue).sum()).isPositive();
        assertThat(bench.engine.reportUsage().due(9)).isEmpty();
        assertThat(bench.engine.reportUsage().report(ACME)).isZero();
    }
}
