package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Notifications.endpoint;
import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EventFilter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class EndpointsContract extends StorageContract {

    private static final Optional<AccountId> ALL = Optional.empty();

    @Test
    void anEndpointComesBackAsItWas() {
        Endpoint acmes = endpoint(1, Optional.of(ACME));
        Endpoint everybodys = endpoint(2, ALL).disabled(START, "for now");
        add(acmes);
        add(everybodys);

        assertThat(in(ACME, () -> storage.endpoints().find(acmes.id()))).contains(acmes);
        assertThat(asSystem(() -> storage.endpoints().find(everybodys.id()))).contains(everybodys);
        assertThat(asSystem(() -> storage.endpoints().find(endpoint(3, ALL).id())))
                .isEmpty();
    }

    @Test
    void whatChangesIsKept() {
        Endpoint added = endpoint(1, Optional.of(ACME));
        add(added);
        Endpoint changed = added.withTerms("https://other.example", EventFilter.of(List.of("subscription.*")), "Other")
                .rotated("sealed 2", START.plusSeconds(1), Duration.ofHours(1))
                .disabled(START.plusSeconds(2), "enough");
        run(ACME, () -> {
            assertThat(storage.endpoints().lock(added.id())).contains(added);
            storage.endpoints().save(changed);
        });

        assertThat(in(ACME, () -> storage.endpoints().find(added.id()))).contains(changed);
        run(ACME, () -> storage.endpoints().save(changed.enabled()));
        assertThat(in(ACME, () -> storage.endpoints().find(added.id()))).contains(changed.enabled());
    }

    @Test
    void whatIsRemovedIsGone() {
        Endpoint acmes = endpoint(1, Optional.of(ACME));
        Endpoint everybodys = endpoint(2, ALL);
        add(acmes);
        add(everybodys);
        run(ACME, () -> storage.endpoints().remove(acmes));
        asSystem(() -> {
            storage.endpoints().remove(everybodys);
            storage.endpoints().remove(everybodys);
            return true;
        });

        assertThat(asSystem(() -> storage.endpoints().find(acmes.id()))).isEmpty();
        assertThat(asSystem(() -> storage.endpoints().list(ALL, Optional.empty(), 10)))
                .isEmpty();
    }

    @Test
    void whatIsUndoneWasNeverThere() {
        Endpoint kept = endpoint(1, Optional.of(ACME));
        add(kept);
        undone(Scope.of(ACME), () -> {
            storage.endpoints().add(endpoint(2, Optional.of(ACME)));
            storage.endpoints().save(kept.disabled(START, "no"));
        });
        undone(Scope.of(ACME), () -> storage.endpoints().remove(kept));

        assertThat(list(ACME, Optional.empty(), 10)).containsExactly(kept);
    }

    @Test
    void endpointsAreListedByAccountInPages() {
        Endpoint first = endpoint(1, Optional.of(ACME));
        Endpoint second = endpoint(3, Optional.of(ACME));
        Endpoint globexs = endpoint(2, Optional.of(GLOBEX));
        Endpoint everybodys = endpoint(4, ALL);
        List.of(second, everybodys, globexs, first).forEach(this::add);

        assertThat(list(ACME, Optional.empty(), 10)).containsExactly(first, second);
        assertThat(list(ACME, Optional.empty(), 1)).containsExactly(first);
        assertThat(list(ACME, Optional.of(first), 10)).containsExactly(second);
        assertThat(list(GLOBEX, Optional.empty(), 10)).containsExactly(globexs);
        assertThat(asSystem(() -> storage.endpoints().list(ALL, Optional.empty(), 10)))
                .containsExactly(everybodys);
    }

    @Test
    void nobodyTouchesTheEndpointsOfOthers() {
        Endpoint acmes = endpoint(1, Optional.of(ACME));
        Endpoint everybodys = endpoint(2, ALL);
        add(acmes);
        add(everybodys);

        assertThat(in(GLOBEX, () -> storage.endpoints().find(acmes.id()))).isEmpty();
        assertThat(in(ACME, () -> storage.endpoints().find(everybodys.id()))).isEmpty();
        assertThat(in(ACME, () -> storage.endpoints().lock(everybodys.id()))).isEmpty();
        assertThat(asSystem(() -> storage.endpoints().find(acmes.id()))).contains(acmes);
        assertThatIllegalStateException()
                .isThrownBy(() -> run(GLOBEX, () -> storage.endpoints().remove(acmes)));
        assertThatIllegalStateException()
                .isThrownBy(() -> run(GLOBEX, () -> storage.endpoints().save(everybodys)));
        assertThatIllegalStateException()
                .isThrownBy(() -> run(ACME, () -> storage.endpoints().add(endpoint(3, ALL))));
        assertThatIllegalStateException().isThrownBy(() -> list(GLOBEX, ACME));
    }

    private void list(AccountId bound, AccountId other) {
        run(bound, () -> storage.endpoints().list(Optional.of(other), Optional.empty(), 10));
    }

    private List<Endpoint> list(AccountId account, Optional<Endpoint> after, int limit) {
        return in(account, () -> storage.endpoints().list(Optional.of(account), after.map(Endpoint::id), limit));
    }

    private void add(Endpoint endpoint) {
        Scope scope = endpoint.account().map(Scope::of).orElse(Scope.SYSTEM);
        storage.transactions().inTransaction(scope, () -> {
            storage.endpoints().add(endpoint);
            return true;
        });
    }
}
