package dev.countinghouse.adapter.postgres.transaction;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A running transaction: its scope, as row-level security enforces it, and its statements. Once a statement fails the
 * transaction can only be undone, so it is from then on failed as a whole.
 */
public final class Session {

    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private boolean failed;

    Session(Connection connection) {
        this.connection = connection;
    }

    <T> T joined(Scope scope, Supplier<T> work) {
        Optional<Scope> outer = Optional.ofNullable(scopes.peek());
        outer.ifPresent(wide -> refuseToWiden(wide, scope));
        boolean rebinds = !outer.equals(Optional.of(scope));
        if (rebinds) {
            bind(scope);
        }
        scopes.push(scope);
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            scopes.pop();
            failed |= !done;
            if (rebinds && !failed) {
                outer.ifPresent(this::bind);
            }
        }
    }

    private static void refuseToWiden(Scope outer, Scope scope) {
        boolean wider = !outer.system() && (scope.system() || !outer.accounts().containsAll(scope.accounts()));
        if (wider) {
            throw new IllegalStateException("a transaction bound to " + outer.accounts() + " cannot be widened to "
                    + (scope.system() ? "the system" : scope.accounts()));
        }
    }

    private void bind(Scope scope) {
        List<String> accounts = scope.accounts().stream().map(AccountId::value).toList();
        String isolation = queryOne(
                        """
                        select set_config('app.accounts', (?::text[])::text, true),
                               set_config('app.system', ?, true),
                               current_setting('transaction_isolation') as isolation
                        """,
                        row -> row.text("isolation"),
                        accounts,
                        scope.system() ? "on" : "off")
                .orElseThrow();
        // at a higher level the snapshot would be taken here, and what is read behind a lock would be from before it
        if (!isolation.equals("read committed")) {
            throw new IllegalStateException("the isolation level is '" + isolation + "', it must be 'read committed'");
        }
    }

    void requireUnfailed() {
        if (failed) {
            throw new IllegalStateException("something inside this transaction failed, so nothing of it is kept");
        }
    }

    public boolean isBound(AccountId account) {
        Scope scope = scopes.element();
        return scope.system() || scope.accounts().contains(account);
    }

    /** @throws IllegalStateException for an account that the transaction is not bound to */
    public void requireBound(AccountId account) {
        if (!isBound(account)) {
            throw new IllegalStateException("account " + account + " is touched outside its scope: "
                    + scopes.element().accounts() + " are bound");
        }
    }

    /** @throws IllegalStateException in a transaction bound to accounts, for what is the system's alone */
    public void requireSystem() {
        if (!scopes.element().system()) {
            throw new IllegalStateException("what is the system's is touched outside its scope: "
                    + scopes.element().accounts() + " are bound");
        }
    }

    /** All rows. A parameter is a text, a number, a flag, an instant, a collection of texts, or an optional one of these. */
    public <T> List<T> query(String sql, Row.Reader<T> reader, Object... parameters) {
        return run(sql, statement -> {
            Parameters.set(statement, parameters);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows);
                while (rows.next()) {
                    found.add(reader.read(row));
                }
            }
            return found;
        });
    }

    /** The only row; more than one is a bug in the statement. */
    public <T> Optional<T> queryOne(String sql, Row.Reader<T> reader, Object... parameters) {
        List<T> found = query(sql, reader, parameters);
        if (found.size() > 1) {
            throw new IllegalStateException("one row was expected, not " + found.size() + ", from: " + sql);
        }
        return found.stream().findFirst();
    }

    /** Returns how many rows were changed. */
    public int update(String sql, Object... parameters) {
        return run(sql, statement -> {
            Parameters.set(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /** Work with a prepared statement, for what {@link #query} and {@link #update} do not offer. */
    @FunctionalInterface
    public interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** Prepares a statement and closes it; what fails arrives as the exceptions that the ports declare. */
    public <T> T run(String sql, Work<T> work) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        } catch (SQLException failure) {
            failed = true;
            throw SqlFailure.of(failure);
        }
    }

    /** Does all of them, in their order and with one wait for the database. */
    public void send(List<Command> commands) {
        if (commands.isEmpty()) {
            return;
        }
        run(Command.sql(commands), statement -> {
            Command.set(statement, commands);
            return statement.execute();
        });
    }

    /**
     * The same or, where a row to insert is there already, nothing: then {@code false} is returned and the rest of the
     * transaction stays. Cheaper than {@code on conflict} where that is rare, and waits for the same rows.
     */
    public boolean sendUnlessTaken(List<Command> commands) {
        String sql = "savepoint insertion;\n" + Command.sql(commands) + ";\nrelease savepoint insertion";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Command.set(statement, commands);
            statement.execute();
            return true;
        } catch (SQLException failure) {
            if (!UNIQUE_VIOLATION.equals(failure.getSQLState())) {
                failed = true;
                throw SqlFailure.of(failure);
            }
        }
        update("rollback to savepoint insertion");
        return false;
    }

    /**
     * Asks all of them, in their order and with one wait for the database. Each sees what was committed before it began: what
     * stands behind one that waits for a lock is read after the wait.
     */
    public void ask(List<Question> questions) {
        List<Command> commands = questions.stream().map(Question::command).toList();
        run(Command.sql(commands), statement -> {
            Command.set(statement, commands);
            statement.execute();
            for (Question question : questions) {
                try (ResultSet rows = statement.getResultSet()) {
                    Row row = new Row(rows);
                    while (rows.next()) {
                        question.eachRow().read(row);
                    }
                }
                statement.getMoreResults();
            }
            return true;
        });
    }

    /** Does it; or, if it answers {@code false} or throws, it has never happened and the rest of the transaction stays. */
    public boolean attempt(Supplier<Boolean> work) {
        update("savepoint attempt");
        boolean done = false;
        try {
            done = work.get();
            return done;
        } finally {
            if (!failed) {
                update(done ? "release savepoint attempt" : "rollback to savepoint attempt");
            }
        }
    }
}
