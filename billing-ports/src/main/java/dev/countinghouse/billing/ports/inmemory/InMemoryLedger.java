package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.Burn;
import dev.countinghouse.billing.domain.credit.BurnLine;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.Part;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is kept of one account. */
final class InMemoryLedger {

    final AccountId account;
    final List<SealedEntry> entries = new ArrayList<>();
    final Map<CommandKey, JournalEntry> commands = new HashMap<>();
    final Map<GrantId, Grant> grants = new LinkedHashMap<>();
    final Map<GrantId, Grant> openGrants = new LinkedHashMap<>();
    final Map<HoldId, Hold> holds = new HashMap<>();
    final TreeSet<Hold> openHolds =
            new TreeSet<>(Comparator.comparing(Hold::expiresAt).thenComparing(Hold::id));
    final Map<Instant, Map<BurnLine, Burn>> burns = new HashMap<>();
    final Map<CreditUnit, Credits> creditLines = new TreeMap<>();
    Map<CreditUnit, Map<LedgerAccount, Credits>> balances = Map.of();
    Optional<TopUp> topUp = Optional.empty();
    Optional<Instant> plannedAt = Optional.empty();
    boolean wantsTopUp;

    InMemoryLedger(AccountId account) {
        this.account = account;
    }

    LedgerHead head() {
        return entries.isEmpty() ? LedgerHead.empty(account) : new LedgerHead(account, entries.size(), last().seal());
    }

    private SealedEntry last() {
        return entries.get(entries.size() - 1);
    }

    Optional<Instant> lastAt() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(last().entry().at());
    }

    BookState state(Needs needs) {
        Map<HoldId, Hold> wantedHolds = new LinkedHashMap<>();
        for (Hold hold : openHolds) {
            if (hold.expiresAt().isAfter(needs.dueBy())) {
                break;
            }
            wantedHolds.put(hold.id(), hold);
        }
        needs.holds().forEach(id -> Optional.ofNullable(holds.get(id)).ifPresent(hold -> wantedHolds.put(id, hold)));
        List<Burn> wantedBurns = needs.burnsOf().stream()
                .flatMap(period -> burns.getOrDefault(period, Map.of()).values().stream())
                .toList();
        Map<GrantId, Grant> wantedGrants = new LinkedHashMap<>(openGrants);
        Stream<Part> parts = Stream.concat(
                wantedHolds.values().stream().flatMap(hold -> hold.parts().stream()),
                wantedBurns.stream().flatMap(burn -> burn.parts().stream()));
        Stream.concat(needs.grants().stream(), parts.flatMap(part -> part.grant().stream()))
                .forEach(id ->
                        Optional.ofNullable(grants.get(id)).ifPresent(grant -> wantedGrants.putIfAbsent(id, grant)));
        Map<CommandKey, JournalEntry> done = new HashMap<>();
        needs.commands()
                .forEach(key -> Optional.ofNullable(commands.get(key)).ifPresent(entry -> done.put(key, entry)));
        return new BookState(
                head(),
                lastAt(),
                balances,
                Map.copyOf(creditLines),
                topUp,
                plannedAt,
                wantedGrants.values().stream()
                        .sorted(Comparator.comparingLong(Grant::ordinal))
                        .toList(),
                List.copyOf(wantedHolds.values()),
                wantedBurns,
                done);
    }

    Optional<Instant> nextDue() {
        Stream<Instant> holdsEnd = openHolds.stream().map(Hold::expiresAt).limit(1);
        Stream<Instant> grantsEnd = openGrants.values().stream()
                .filter(grant -> grant.closedTo().isEmpty())
                .flatMap(grant -> grant.order().expiresAt().stream());
        Stream<Instant> begins = openGrants.values().stream()
                .filter(grant -> grant.closedTo().isEmpty()
                        && grant.left().signum() > 0
                        && grant.order().scope().isAnything()
                        && isOverdrawn(grant.amount().unit()))
                .flatMap(grant -> grant.order().effectiveAt().stream());
        return Stream.of(holdsEnd, grantsEnd, begins, plannedAt.stream())
                .flatMap(each -> each)
                .min(Comparator.naturalOrder());
    }

    private boolean isOverdrawn(CreditUnit unit) {
        Credits overdrawn = balances.getOrDefault(unit, Map.of()).get(LedgerAccount.OVERDRAWN);
        return overdrawn != null && overdrawn.signum() < 0;
    }

    // ---------------------------------------------------------------- one change each, for doing and undoing it

    void putGrant(Grant grant) {
        grants.put(grant.id(), grant);
        if (grant.isOpen()) {
            openGrants.put(grant.id(), grant);
        } else {
            openGrants.remove(grant.id());
        }
    }

    void removeGrant(GrantId id) {
        grants.remove(id);
        openGrants.remove(id);
    }

    void putHold(Hold hold) {
        removeHold(hold.id());
        holds.put(hold.id(), hold);
        if (hold.isOpen()) {
            openHolds.add(hold);
        }
    }

    void removeHold(HoldId id) {
        Optional.ofNullable(holds.remove(id)).ifPresent(openHolds::remove);
    }

    void putBurn(Burn burn) {
        burns.computeIfAbsent(burn.line().period(), any -> new LinkedHashMap<>())
                .put(burn.line(), burn);
    }

    void removeBurn(BurnLine line) {
        burns.getOrDefault(line.period(), new HashMap<>()).remove(line);
    }

    Optional<Burn> burn(BurnLine line) {
        return Optional.ofNullable(burns.getOrDefault(line.period(), Map.of()).get(line));
    }

    void append(Collection<SealedEntry> more) {
        entries.addAll(more);
        more.forEach(each -> each.entry().command().ifPresent(command -> commands.put(command, each.entry())));
    }

    void cut(int length) {
        List<SealedEntry> tail = entries.subList(length, entries.size());
        tail.forEach(each -> each.entry().command().ifPresent(commands::remove));
        tail.clear();
    }
}
