package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntrySeal;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** An account's book as a store keeps it: commands see what is read for them, by the promise of the journal, and no more. */
final class KeptBook {

    static final AccountId ACCOUNT = new AccountId("acme");

    /** What is read besides open grants and holds that are due. */
    record Needs(Set<HoldId> holds, Set<GrantId> grants, Set<CommandKey> commands, Set<Instant> burnsOf) {

        static final Needs NOTHING = new Needs(Set.of(), Set.of(), Set.of(), Set.of());

        static Needs of(HoldId hold) {
            return new Needs(Set.of(hold), Set.of(), Set.of(), Set.of());
        }

        static Needs of(GrantId grant) {
            return new Needs(Set.of(), Set.of(grant), Set.of(), Set.of());
        }

        static Needs of(CommandKey command, GrantId grant) {
            return new Needs(Set.of(), Set.of(grant), Set.of(command), Set.of());
        }

        static Needs of(CommandKey command) {
            return new Needs(Set.of(), Set.of(), Set.of(command), Set.of());
        }

        static Needs of(Instant period) {
            return new Needs(Set.of(), Set.of(), Set.of(), Set.of(period));
        }
    }

    final List<JournalEntry> entries = new ArrayList<>();
    final Map<GrantId, Grant> grants = new LinkedHashMap<>();
    final Map<HoldId, Hold> holds = new LinkedHashMap<>();
    final Map<BurnLine, Burn> burns = new LinkedHashMap<>();
    final Map<CreditUnit, Credits> creditLines = new TreeMap<>();
    private final Map<CommandKey, JournalEntry> done = new HashMap<>();
    Map<CreditUnit, Map<LedgerAccount, Credits>> balances = Map.of();
    Optional<TopUp> topUp = Optional.empty();
    Instant now;
    private int entriesBefore;

    KeptBook(Instant now) {
        this.now = now;
    }

    <T> T run(Needs needs, Function<CreditBook, T> command) {
        return run(open(needs), command);
    }

    <T> T runWithAll(Function<CreditBook, T> command) {
        return run(openWithAll(), command);
    }

    private <T> T run(CreditBook book, Function<CreditBook, T> command) {
        T outcome = command.apply(book);
        keep(book);
        return outcome;
    }

    CreditBook open(Needs needs) {
        return opened(state(needs));
    }

    /** With everything there ever was, as a batch that needs it reads it. */
    CreditBook openWithAll() {
        return opened(state(new Needs(
                Set.copyOf(holds.keySet()),
                Set.copyOf(grants.keySet()),
                Set.copyOf(done.keySet()),
                Set.copyOf(burns.keySet().stream().map(BurnLine::period).toList()))));
    }

    private CreditBook opened(BookState state) {
        entriesBefore = entries.size();
        return new CreditBook(state).advanceTo(now);
    }

    /** Again and again while the book that was opened last goes on. */
    void keep(CreditBook book) {
        BookChanges changes = book.changes();
        entries.subList(entriesBefore, entries.size()).clear();
        entries.addAll(changes.entries());
        balances = changes.balances();
        changes.entries().forEach(entry -> entry.command().ifPresent(command -> done.put(command, entry)));
        changes.grants().forEach(grant -> grants.put(grant.id(), grant));
        changes.holds().forEach(hold -> holds.put(hold.id(), hold));
        changes.burns().forEach(burn -> burns.put(burn.line(), burn));
    }

    private BookState state(Needs needs) {
        List<Hold> wantedHolds = holds.values().stream()
                .filter(hold -> needs.holds.contains(hold.id())
                        || hold.isOpen() && !hold.expiresAt().isAfter(now))
                .toList();
        List<Burn> wantedBurns = burns.values().stream()
                .filter(burn -> needs.burnsOf.contains(burn.line().period()))
                .toList();
        Map<GrantId, Grant> wanted = new LinkedHashMap<>();
        grants.values().stream().filter(Grant::isOpen).forEach(grant -> wanted.put(grant.id(), grant));
        Stream<Part> parts = Stream.concat(
                wantedHolds.stream().flatMap(hold -> hold.parts().stream()),
                wantedBurns.stream().flatMap(burn -> burn.parts().stream()));
        Stream.concat(needs.grants.stream(), parts.flatMap(part -> part.grant().stream()))
                .filter(grants::containsKey)
                .forEach(id -> wanted.put(id, grants.get(id)));
        Map<CommandKey, JournalEntry> wantedEntries = new HashMap<>();
        needs.commands.stream()
                .filter(done::containsKey)
                .forEach(command -> wantedEntries.put(command, done.get(command)));
        return new BookState(
                new LedgerHead(ACCOUNT, entries.size(), EntrySeal.NONE),
                entries.isEmpty()
                        ? Optional.empty()
                        : Optional.of(entries.get(entries.size() - 1).at()),
                balances,
                creditLines,
                topUp,
                Optional.empty(),
                List.copyOf(wanted.values()),
                wantedHolds,
                wantedBurns,
                wantedEntries);
    }
}
