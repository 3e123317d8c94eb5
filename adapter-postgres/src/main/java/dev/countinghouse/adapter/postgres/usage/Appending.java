package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A batch of events on its way: which of them are new, known, or contradict what is known. */
final class Appending {

    private final List<UsageEvent> events;
    private final List<Claim> claims = new ArrayList<>();
    private final Map<Claim, Integer> firstOfKey = new LinkedHashMap<>();

    private Appending(List<UsageEvent> events) {
        this.events = events;
    }

    static Appending of(List<UsageEvent> events) {
        Appending appending = new Appending(events);
        for (int i = 0; i < events.size(); i++) {
            Claim claim = Claim.of(events.get(i));
            appending.claims.add(claim);
            appending.firstOfKey.putIfAbsent(claim, i);
        }
        return appending;
    }

    /**
     * Answers in the order of the events.
     *
     * @param storing of those whose keys were free
     */
    List<AppendOutcome> append(Session session, Claims keys, Function<List<UsageEvent>, List<Command>> storing) {
        Set<Claim> fresh = keys.claim(session, firstOfKey.keySet(), claimed -> storing.apply(eventsOf(claimed)));
        List<Claim> taken = firstOfKey.keySet().stream()
                .filter(claim -> !fresh.contains(claim))
                .toList();
        Map<Claim, Claim> earlier = keys.existing(session, taken);
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Claim claim = claims.get(i);
            int first = firstOfKey.getOrDefault(claim, i);
            if (first == i && fresh.contains(claim)) {
                outcomes.add(AppendOutcome.STORED);
            } else {
                Claim before = earlier.getOrDefault(claim, claims.get(first));
                outcomes.add(before.sameContent(claim) ? AppendOutcome.DUPLICATE : AppendOutcome.CONFLICT);
            }
        }
        return outcomes;
    }

    private List<UsageEvent> eventsOf(Set<Claim> claimed) {
        return firstOfKey.entrySet().stream()
                .filter(entry -> claimed.contains(entry.getKey()))
                .map(entry -> events.get(entry.getValue()))
                .toList();
    }
}
