package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

public abstract class SessionsContract extends StorageContract {

    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId GLOBEX = new AccountId("globex");
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.000001Z");

    @Test
    void aSessionIsKeptAsItIs() {
        Session session = session(ACME, "one", START);
        assertThat(add(session, START.plusSeconds(60))).isTrue();
        assertThat(add(session(ACME, "one", START.plusSeconds(1)), START)).isFalse();
        assertThat(find(ACME, "one")).contains(session);
        assertThat(find(GLOBEX, "one")).isEmpty();

        Session ended = session.seen(START.plusSeconds(5), Optional.of(START.plusSeconds(7)))
                .ended(new SessionEnd(
                        SessionEnd.Reason.OUT_OF_CREDITS,
                        START.plusSeconds(8),
                        8,
                        Credits.parse("0.000000000001", new CreditUnit("USD"))));
        run(ACME, () -> {
            assertThat(sessions().lock(ACME, ended.id())).contains(session);
            sessions().save(ended, Optional.empty());
        });
        assertThat(find(ACME, "one")).contains(ended);
    }

    @Test
    void oneThatWaitsForItsSandboxBeginsLater() {
        SessionOrder order = session(ACME, "box", START).order().in(new SandboxTemplate("python"));
        Session asked = Session.asked(order, START);
        add(asked, START.plusSeconds(60));
        assertThat(find(ACME, "box")).contains(asked);

        Session begun = asked.begun(START.plusSeconds(7));
        run(ACME, () -> sessions().save(begun, Optional.of(START.plusSeconds(67))));
        assertThat(find(ACME, "box")).contains(begun);
    }

    @Test
    void oneThatIsNotKeptIsNotSaved() {
        assertThatThrownBy(() -> run(ACME, () -> sessions().save(session(ACME, "none", START), Optional.empty())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatATransactionDidIsUndoneWithIt() {
        add(session(ACME, "kept", START), START);
        undone(Scope.of(ACME), () -> {
            sessions().add(session(ACME, "gone", START), START);
            sessions()
                    .save(session(ACME, "kept", START).seen(START.plusSeconds(9), Optional.empty()), Optional.empty());
        });
        assertThat(find(ACME, "gone")).isEmpty();
        assertThat(find(ACME, "kept")).contains(session(ACME, "kept", START));
    }

    @Test
    void theyAreListedTheLatestFirst() {
        add(session(ACME, "a", START), START);
        add(session(ACME, "b", START), START);
        add(session(ACME, "c", START.plusSeconds(1)), START);
        add(session(GLOBEX, "d", START), START);
        Session ended = session(ACME, "a", START)
                .ended(new SessionEnd(
                        SessionEnd.Reason.STOPPED, START, 0, Credits.zero(new CreditUnit("gpu-minutes"))));
        run(ACME, () -> sessions().save(ended, Optional.empty()));

        assertThat(list(false, Optional.empty(), 2)).containsExactly("c", "b");
        assertThat(list(false, Optional.of(session(ACME, "b", START)), 2)).containsExactly("a");
        assertThat(list(true, Optional.empty(), 9)).containsExactly("c", "b");
    }

    @Test
    void thoseToBeLookedAtAreFoundTheLongestOverdueFirst() {
        add(session(ACME, "late", START), START.plusSeconds(30));
        add(session(GLOBEX, "later", START), START.plusSeconds(10));
        add(session(ACME, "not-yet", START), START.plusSeconds(99));
        run(ACME, () -> assertThat(sessions().nextCheck(ACME)).contains(START.plusSeconds(30)));

        assertThat(due(START.plusSeconds(30), 9))
                .containsExactly(
                        new Sessions.Key(GLOBEX, new SessionId("later")),
                        new Sessions.Key(ACME, new SessionId("late")));
        assertThat(due(START.plusSeconds(30), 1)).hasSize(1);
        assertThat(due(START.plusSeconds(9), 9)).isEmpty();

        run(GLOBEX, () -> storage.accountClocks().move(GLOBEX, START.plusSeconds(9)));
        assertThat(due(START.plusSeconds(30), 9))
                .extracting(Sessions.Key::account)
                .containsExactly(ACME);
    }

    // ---------------------------------------------------------------- words

    private Sessions sessions() {
        return storage.sessions();
    }

    private boolean add(Session session, Instant checkAt) {
        return in(session.order().account(), () -> sessions().add(session, checkAt));
    }

    private Optional<Session> find(AccountId account, String id) {
        return in(account, () -> sessions().find(account, new SessionId(id)));
    }

    private List<String> list(boolean running, Optional<Session> before, int limit) {
        return in(ACME, () -> sessions().of(ACME, running, before, limit)).stream()
                .map(session -> session.id().value())
                .toList();
    }

    private List<Sessions.Key> due(Instant by, int limit) {
        return asSystem(() -> sessions().checkBy(by, limit));
    }

    public static Session session(AccountId account, String id, Instant at) {
        return Session.started(
                new SessionOrder(
                        new SessionId(id),
                        account,
                        new MeterKey("session_seconds"),
                        new TreeMap<>(Map.of("size", "gpu", "who", "Zoë")),
                        Optional.of(Duration.ofMillis(1_500))),
                at);
    }
}
