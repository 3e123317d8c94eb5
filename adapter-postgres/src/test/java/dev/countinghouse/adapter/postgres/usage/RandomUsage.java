package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driven.Samples;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events of some accounts, spread over a day. */
final class RandomUsage {

    private final Random random;
    private final List<AccountId> accounts;

    RandomUsage(long seed, AccountId... accounts) {
        this.random = new Random(seed);
        this.accounts = List.of(accounts);
    }

    List<UsageEvent> events(int count, String ids) {
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(ids + i));
        }
        return events;
    }

    private UsageEvent event(String id) {
        return new UsageEvent(
                accounts.get(random.nextInt(accounts.size())),
                new EventKey("test", id),
                "used",
                "subject",
                Samples.START.plusSeconds(random.nextInt(86_400)),
                EventData.of(Map.of(
                        "amount", new Value.Numeric(BigDecimal.valueOf(random.nextInt(2_000) - 500, 2)),
                        "model", new Value.Text("model-" + random.nextInt(3)),
                        "project", new Value.Text("project-" + random.nextInt(4)))));
    }
}
