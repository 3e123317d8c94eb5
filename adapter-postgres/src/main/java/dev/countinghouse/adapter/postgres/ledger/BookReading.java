package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.ledger.LedgerHeads.Lock;
import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Question;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads what is needed of ledgers: all of them with one wait for the database, and a second one where something took from
 * grants that are spent by now.
 */
final class BookReading {

    /** Nobody changes a ledger this often while it is read, unless there is always somebody. */
    private static final int TRIES = 3;

    private final Session session;
    private final List<Needs> needs;
    private final Map<AccountId, FoundBook> found = new HashMap<>();

    /** What is done with a row that was found of an account. */
    @FunctionalInterface
    private interface Finding {
        Object take(FoundBook book, Row row) throws SQLException;
    }

    BookReading(Session session, Collection<Needs> needs) {
        this.session = session;
        this.needs = List.copyOf(needs);
        needs.forEach(each -> session.requireBound(each.account()));
    }

    /** Nobody else changes them until the transaction ends. */
    Map<AccountId, BookState> locked() {
        read(Lock.FOR_CHANGE);
        return states();
    }

    /** As of one instant: statements see what others commit in between, so if anybody did it is read again. */
    Map<AccountId, BookState> unlocked() {
        for (int i = 0; i < TRIES; i++) {
            read(Lock.NONE);
            if (found.values().stream().noneMatch(FoundBook::hasMoved)) {
                return states();
            }
        }
        read(Lock.SHARED);
        return states();
    }

    private void read(Lock lock) {
        found.clear();
        needs.forEach(each -> found.put(each.account(), new FoundBook()));
        List<Question> questions = new ArrayList<>();
        questions.add(about(LedgerHeads.of(needs, lock), (book, row) -> book.headBefore(LedgerHeads.head(row))));
        questions.add(about(LedgerBalances.of(needs), FoundBook::balance));
        questions.add(about(LedgerBalances.creditLines(needs), FoundBook::creditLine));
        questions.add(about(CreditGrants.open(needs), FoundBook::grant));
        questions.add(about(CreditHolds.due(needs), FoundBook::hold));
        if (any(Needs::holds)) {
            questions.add(about(CreditHolds.named(needs), FoundBook::hold));
        }
        if (any(Needs::burnsOf)) {
            questions.add(about(CreditBurns.of(needs), FoundBook::burn));
        }
        if (any(Needs::commands)) {
            questions.add(about(JournalEntries.ofCommands(needs), FoundBook::done));
        }
        if (any(Needs::grants)) {
            questions.add(about(CreditGrants.named(namedGrants()), FoundBook::grant));
        }
        ask(questions, lock);
        List<Own<GrantId>> missing = missingGrants();
        if (!missing.isEmpty()) {
            ask(new ArrayList<>(List.of(about(CreditGrants.named(missing), FoundBook::grant))), lock);
        }
    }

    private void ask(List<Question> questions, Lock lock) {
        if (lock == Lock.NONE) {
            questions.add(about(LedgerHeads.of(needs, lock), (book, row) -> book.headAfter(LedgerHeads.head(row))));
        }
        session.ask(questions);
    }

    private Question about(Command command, Finding finding) {
        return new Question(
                command,
                row -> finding.take(
                        Optional.ofNullable(found.get(new AccountId(row.text("account_id"))))
                                .orElseThrow(),
                        row));
    }

    private boolean any(Function<Needs, Collection<?>> keys) {
        return needs.stream().anyMatch(each -> !keys.apply(each).isEmpty());
    }

    private List<Own<GrantId>> namedGrants() {
        return needs.stream()
                .flatMap(each -> each.grants().stream().map(grant -> new Own<>(each.account(), grant)))
                .toList();
    }

    private List<Own<GrantId>> missingGrants() {
        List<Own<GrantId>> missing = new ArrayList<>();
        found.forEach((account, book) -> book.missingGrants().forEach(grant -> missing.add(new Own<>(account, grant))));
        return missing;
    }

    private Map<AccountId, BookState> states() {
        Map<AccountId, BookState> states = new TreeMap<>();
        found.forEach((account, book) -> book.state().ifPresent(state -> states.put(account, state)));
        return states;
    }
}
