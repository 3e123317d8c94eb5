package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.ledger.LedgerHeads.Head;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.Burn;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.Part;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found of an account's credits, row by row and in any order, until it is put together. */
final class FoundBook {

    private final Map<CreditUnit, Map<LedgerAccount, Credits>> balances = new TreeMap<>();
    private final Map<CreditUnit, Credits> creditLines = new TreeMap<>();
    private final Map<GrantId, Grant> grants = new HashMap<>();
    private final Map<HoldId, Hold> holds = new LinkedHashMap<>();
    private final List<Burn> burns = new ArrayList<>();
    private final Map<CommandKey, JournalEntry> done = new HashMap<>();
    private Optional<Head> before = Optional.empty();
    private Optional<Head> after = Optional.empty();

    Head headBefore(Head head) {
        before = Optional.of(head);
        return head;
    }

    Head headAfter(Head head) {
        after = Optional.of(head);
        return head;
    }

    boolean balance(Row row) throws SQLException {
        Credits credits = LedgerBalances.credits(row);
        balances.computeIfAbsent(credits.unit(), any -> new EnumMap<>(LedgerAccount.class))
                .put(LedgerBalances.ledgerAccount(row), credits);
        return true;
    }

    boolean creditLine(Row row) throws SQLException {
        Credits line = LedgerBalances.credits(row);
        creditLines.put(line.unit(), line);
        return true;
    }

    boolean grant(Row row) throws SQLException {
        Grant grant = CreditGrants.grant(row);
        grants.put(grant.id(), grant);
        return true;
    }

    boolean hold(Row row) throws SQLException {
        Hold hold = CreditHolds.hold(row);
        holds.put(hold.id(), hold);
        return true;
    }

    boolean burn(Row row) throws SQLException {
        return burns.add(CreditBurns.burn(row));
    }

    boolean done(Row row) throws SQLException {
        JournalEntry entry = JournalEntries.entry(row);
        entry.command().ifPresent(command -> done.put(command, entry));
        return true;
    }

    /** Grants that holds and burns took from and that are spent by now, so that they were not found among the open ones. */
    Set<GrantId> missingGrants() {
        return Stream.concat(
                        holds.values().stream().flatMap(hold -> hold.parts().stream()),
                        burns.stream().flatMap(burn -> burn.parts().stream()))
                .map(Part::grant)
                .flatMap(Optional::stream)
                .filter(grant -> !grants.containsKey(grant))
                .collect(Collectors.toSet());
    }

    /** Whether somebody has changed the ledger while it was read. */
    boolean hasMoved() {
        return !before.map(Head::version).equals(after.map(Head::version));
    }

    /** Empty if the account has no ledger. */
    Optional<BookState> state() {
        return before.map(head -> new BookState(
                head.end(),
                head.lastAt(),
                balances,
                creditLines,
                head.topUp(),
                head.plannedAt(),
                grants.values().stream()
                        .sorted(Comparator.comparingLong(Grant::ordinal))
                        .toList(),
                List.copyOf(holds.values()),
                List.copyOf(burns),
                done));
    }
}
