package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookChanges;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.EntrySeal;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.gathering.Gathering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where all changes of credits are made: commands that come at the same time share a transaction, which locks the ledgers of
 * all their accounts in one order, reads what all of them need, lets them work one after another in the order they came,
 * and writes what came out. Each is admitted or refused by itself.
 */
final class CreditDesk {

    private static final int MOST_ACCOUNTS = 200;

    /** Of many accounts, so that a group has no more of them than that. */
    private static final Gathering.Limits LIMITS = new Gathering.Limits(MOST_ACCOUNTS, 20_000, 2);

    private final Books books;
    private final Gathering<Call<?>> gathering;

    CreditDesk(Books books) {
        this.books = books;
        this.gathering = new Gathering<>(LIMITS, this::work);
    }

    /** A caller's commands, and what became of them. */
    private static final class Call<O> {

        private final List<CreditCommand<O>> commands;
        private final List<O> outcomes = new ArrayList<>();
        private @Nullable RuntimeException defect;

        Call(List<CreditCommand<O>> commands) {
            this.commands = commands;
        }

        void runOn(Map<AccountId, CreditBook> open) {
            outcomes.clear();
            for (CreditCommand<O> command : commands) {
                outcomes.add(command.step().apply(of(open, command.account())));
            }
        }

        List<O> outcomes() {
            RuntimeException failure = defect;
            if (failure != null) {
                throw failure;
            }
            return outcomes;
        }
    }

    <O> O post(CreditCommand<O> command) {
        return post(List.of(command)).get(0);
    }

    /** Answers per command, in their order. */
    <O> List<O> post(List<CreditCommand<O>> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        books.transactions().requireNone();
        List<O> outcomes = new ArrayList<>();
        for (List<CreditCommand<O>> part : ofFewAccounts(commands)) {
            Call<O> call = new Call<>(part);
            gathering.join(call, part.size());
            outcomes.addAll(call.outcomes());
        }
        return outcomes;
    }

    /** In their order. Binding a transaction to very many accounts takes the database longer than several transactions. */
    private static <O> List<List<CreditCommand<O>>> ofFewAccounts(List<CreditCommand<O>> commands) {
        List<List<CreditCommand<O>>> parts = new ArrayList<>();
        Set<AccountId> accounts = new HashSet<>();
        int from = 0;
        for (int i = 0; i < commands.size(); i++) {
            AccountId account = commands.get(i).account();
            if (accounts.size() == MOST_ACCOUNTS && !accounts.contains(account)) {
                parts.add(commands.subList(from, i));
                accounts.clear();
                from = i;
            }
            accounts.add(account);
        }
        parts.add(commands.subList(from, commands.size()));
        return parts;
    }

    /** Gives an account its ledger, if it has none, as part of the running transaction. */
    void open(AccountId account) {
        within(new CreditCommand<>(account, Set.of(), Set.of(), Set.of(), Set.of(), book -> book));
    }

    /** The same at once, as part of the running transaction, whose locks come before those of ledgers. */
    <O> O within(CreditCommand<O> command) {
        return within(command, account -> Lookups.account(books, account));
    }

    /** @param views the accounts as they were until now: what plans gave by now is given as they say */
    <O> O within(CreditCommand<O> command, Function<AccountId, AccountView> views) {
        Call<O> call = new Call<>(List.of(command));
        Map<AccountId, Needs> needs = needs(List.of(call));
        run(List.of(call), needs, books.journal().lock(needs.values()), views);
        return call.outcomes.get(0);
    }

    /** A command that throws takes nobody else's with it. */
    private void work(Collection<Call<?>> calls) {
        try {
            inTransaction(calls);
        } catch (UnavailableException world) {
            throw world;
        } catch (RuntimeException defect) {
            if (calls.size() == 1) {
                throw defect;
            }
            calls.forEach(this::alone);
        }
    }

    private void alone(Call<?> call) {
        try {
            inTransaction(List.of(call));
        } catch (RuntimeException defect) {
            call.defect = defect;
        }
    }

    private void inTransaction(Collection<Call<?>> calls) {
        Set<AccountId> accounts = new HashSet<>();
        calls.forEach(call -> call.commands.forEach(command -> accounts.add(command.account())));
        List<AccountId> missing = books.transactions().inTransaction(Scope.of(accounts), () -> attempt(calls));
        if (!missing.isEmpty()) {
            missing.forEach(account -> books.transactions().inTransaction(Scope.of(account), () -> {
                open(account);
                return account;
            }));
            books.transactions().inTransaction(Scope.of(accounts), () -> attempt(calls));
        }
    }

    /**
     * Does nothing but tell which ledgers are missing, if there are others: to open one is to lock it, which behind the locks
     * of others would be out of order.
     */
    private List<AccountId> attempt(Collection<Call<?>> calls) {
        Map<AccountId, Needs> needs = needs(calls);
        Map<AccountId, BookState> states = books.journal().lock(needs.values());
        List<AccountId> missing = missing(needs, states);
        if (missing.isEmpty() || needs.size() == 1) {
            run(calls, needs, states, account -> Lookups.account(books, account));
            return List.of();
        }
        return missing;
    }

    private static List<AccountId> missing(Map<AccountId, Needs> needs, Map<AccountId, BookState> states) {
        return needs.keySet().stream().filter(id -> !states.containsKey(id)).toList();
    }

    private void run(
            Collection<? extends Call<?>> calls,
            Map<AccountId, Needs> needs,
            Map<AccountId, BookState> states,
            Function<AccountId, AccountView> views) {
        CreditPlanner planner = new CreditPlanner(books);
        List<AccountId> missing = missing(needs, states);
        if (!missing.isEmpty()) {
            missing.forEach(account -> planner.open(views.apply(account)));
            states.putAll(books.journal().lock(needs.values()));
        }
        Map<AccountId, AccountView> due = new HashMap<>();
        states.forEach((account, state) -> {
            Needs own = of(needs, account);
            if (CreditPlanner.isDue(state.plannedAt(), own.dueBy())) {
                AccountView view = views.apply(account);
                due.put(account, view);
                own.grants().addAll(CreditPlanner.given(view));
                own.burnsOf()
                        .addAll(UsageBurner.starts(
                                CreditPlanner.burnt(view, state.plannedAt().orElseThrow(), own.dueBy())));
            }
        });
        if (!due.isEmpty()) {
            states.putAll(
                    books.journal().lock(due.keySet().stream().map(needs::get).toList()));
        }
        Map<AccountId, CreditBook> open = new TreeMap<>();
        states.forEach((account, state) -> open.put(
                account,
                planner.catchUp(new CreditBook(state), of(needs, account).dueBy(), () -> of(due, account))));
        calls.forEach(call -> call.runOn(open));
        save(states, open);
    }

    private static <T> T of(Map<AccountId, T> all, AccountId account) {
        return Optional.ofNullable(all.get(account)).orElseThrow();
    }

    private Map<AccountId, Needs> needs(Collection<? extends Call<?>> calls) {
        Map<AccountId, Needs> needs = new TreeMap<>();
        for (Call<?> call : calls) {
            for (CreditCommand<?> command : call.commands) {
                Needs all = needs.computeIfAbsent(command.account(), this::none);
                all.holds().addAll(command.holds());
                all.grants().addAll(command.grants());
                all.commands().addAll(command.commands());
                all.burnsOf().addAll(command.burnsOf());
            }
        }
        return needs;
    }

    private Needs none(AccountId account) {
        return new Needs(
                account,
                books.now(account),
                new HashSet<HoldId>(),
                new HashSet<GrantId>(),
                new HashSet<CommandKey>(),
                new HashSet<Instant>());
    }

    private void save(Map<AccountId, BookState> states, Map<AccountId, CreditBook> open) {
        List<Booked> booked = new ArrayList<>();
        open.forEach((account, book) -> {
            BookChanges changes = book.changes();
            if (!changes.isEmpty()
                    || !book.plannedAt().equals(of(states, account).plannedAt())) {
                EntrySeal seal = of(states, account).head().seal();
                booked.add(new Booked(account, sealed(seal, changes.entries()), changes, book.plannedAt()));
                new CreditAnnouncer(books).announce(account, of(states, account), book);
            }
        });
        if (!booked.isEmpty()) {
            books.journal().save(booked);
        }
    }

    private List<SealedEntry> sealed(EntrySeal before, List<JournalEntry> entries) {
        List<SealedEntry> chain = new ArrayList<>();
        EntrySeal last = before;
        for (JournalEntry entry : entries) {
            last = books.ledgerKey().seal(last, entry);
            chain.add(new SealedEntry(entry, last));
        }
        return chain;
    }
}
