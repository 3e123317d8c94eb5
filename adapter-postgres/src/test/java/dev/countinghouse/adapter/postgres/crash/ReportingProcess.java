package dev.countinghouse.adapter.postgres.crash;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tells usage, over HTTP, until nothing is left to tell. */
final class ReportingProcess {

    private ReportingProcess() {}

    /** With the URL of a database, the time it is, and the address of the provider. */
    public static void main(String[] arguments) throws SQLException {
        InstantSource clock = InstantSource.fixed(Instant.parse(arguments[1]));
        BillingEngine engine = BillingEngine.builder()
                .storage(PostgresStorage.over(
                        EventServer.pool(arguments[0], TestDatabase.SERVICE),
                        EventServer.pool(arguments[0], TestDatabase.SYSTEM)))
                .clock(clock)
                .worldClock(clock)
                .tellUsageTo(new OverHttp(URI.create(arguments[2])))
                .build();
        List<AccountId> due = engine.reportUsage().due(100);
        while (!due.isEmpty()) {
            due.parallelStream().forEach(engine.reportUsage()::report);
            due = engine.reportUsage().due(100);
        }
        System.exit(0);
    }

    /** What it is told is a line: account, meter, id, difference. */
    private record OverHttp(URI address) implements MeterGateway {

        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        @Override
        public Answer tell(UsageReport report) {
            String line = String.join(
                    " ",
                    report.account().value(),
                    report.meter(),
                    report.id().value(),
                    report.difference().toString());
            HttpRequest request = HttpRequest.newBuilder(address)
                    .POST(HttpRequest.BodyPublishers.ofString(line))
                    .build();
            try {
                CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
                return Answer.TAKEN;
            } catch (IOException | InterruptedException lost) {
                throw new UnavailableException("the provider did not answer", lost);
            }
        }

        @Override
        public Optional<BigInteger> total(AccountId account, String meter, Period window) {
            throw new IllegalStateException("nothing here is so old that it is asked for");
        }

        @Override
        public List<Complaint> complaints(Notice notice) {
            return List.of();
        }
    }
}
