package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Notifications.delivery;
import static dev.countinghouse.billing.ports.driven.Notifications.endpointId;
import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.ports.driven.Deliveries.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class DeliveriesContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofHours(1));

    private final Delivery first = delivery(ACME, 1, 1, START);
    private final Delivery second = delivery(ACME, 1, 2, START.plusSeconds(1));
    private final Delivery globexs = delivery(GLOBEX, 1, 1, START.plusSeconds(2));
    private final Delivery toAnother = delivery(ACME, 2, 1, START.plusSeconds(3));

    @Test
    void aDeliveryComesBackAsItWas() {
        add(first);
        assertThat(find(first)).contains(first);
        Delivery claimed = first.claimed(LATER);
        assertThat(replace(first, claimed)).isTrue();
        assertThat(find(first)).contains(claimed);
        Delivery failed = claimed.failed(LATER, "no");
        replace(claimed, failed);
        assertThat(find(first)).contains(failed);
        Delivery delivered =
                failed.replayed(LATER).claimed(LATER.plusSeconds(1)).delivered(LATER);
        replace(failed, delivered);
        assertThat(find(first)).contains(delivered);
        assertThat(in(ACME, () -> storage.deliveries().find(first.endpoint(), first.message())))
                .contains(delivered);
        assertThat(find(second)).isEmpty();
    }

    @Test
    void aMessageIsGivenToAnEndpointOnce() {
        assertThat(add(first)).isTrue();
        replace(first, first.claimed(LATER).delivered(LATER));

        assertThat(add(first)).isFalse();
        assertThat(find(first).orElseThrow().state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(add(toAnother)).isTrue();
    }

    @Test
    void onlyWhoKnowsWhatItIsChangesIt() {
        add(first);
        Delivery claimed = first.claimed(LATER);
        replace(first, claimed);

        assertThat(replace(first, first.failed(LATER, "no"))).isFalse();
        assertThat(replace(first.claimed(LATER.plusSeconds(1)), first.failed(LATER, "no")))
                .isFalse();
        assertThat(find(first)).contains(claimed);
        assertThat(replace(second, second.claimed(LATER))).isFalse();
    }

    @Test
    void ofManyThatClaimADeliveryOneDoes() {
        add(first);

        List<Boolean> claims = Race.of(thread -> replace(first, first.claimed(LATER.plusSeconds(thread))));

        assertThat(claims.stream().filter(claimed -> claimed)).hasSize(1);
    }

    @Test
    void whatIsUndoneIsAsItWas() {
        add(first);
        undone(Scope.of(ACME), () -> {
            storage.deliveries().add(second);
            storage.deliveries().replace(first, first.claimed(LATER));
            storage.deliveries().note(first.key(), attempt(1));
        });

        assertThat(find(first)).contains(first);
        assertThat(find(second)).isEmpty();
        assertThat(attempts(first, 0, 10)).isEmpty();
    }

    @Test
    void dueEndpointsAreThoseThatWaitTheLongestFirst() {
        add(second);
        add(globexs);
        add(toAnother);

        assertThat(dueEndpoints(START.plusMillis(999), 10)).isEmpty();
        assertThat(dueEndpoints(START.plusSeconds(1), 10)).containsExactly(endpointId(1));
        assertThat(dueEndpoints(LATER, 10)).containsExactly(endpointId(1), endpointId(2));
        assertThat(dueEndpoints(LATER, 1)).containsExactly(endpointId(1));
        assertThat(asSystem(() -> storage.deliveries().dueEndpoints(LATER, List.of(endpointId(1)), 10)))
                .containsExactly(endpointId(2));
        replace(toAnother, toAnother.claimed(LATER.plusSeconds(1)));
        assertThat(dueEndpoints(LATER, 10)).containsExactly(endpointId(1));
        assertThat(dueEndpoints(LATER.plusSeconds(1), 10)).containsExactly(endpointId(1), endpointId(2));
    }

    @Test
    void dueToAnEndpointIsWhatWaitsOverAllAccounts() {
        List.of(globexs, second, first, toAnother).forEach(this::add);
        replace(first, first.claimed(START.plusSeconds(5)).retryAt(START.plusSeconds(7), "no"));

        assertThat(due(1, LATER, 10)).containsExactly(second.key(), globexs.key(), first.key());
        assertThat(due(1, LATER, 1)).containsExactly(second.key());
        assertThat(due(1, START.plusSeconds(6), 10)).containsExactly(second.key(), globexs.key());
        replace(second, second.claimed(LATER).delivered(LATER));
        replace(globexs, globexs.claimed(LATER).failed(LATER, "no"));
        assertThat(due(1, LATER, 10)).containsExactly(first.key());
    }

    @Test
    void deliveriesAreListedTheNewestFirstInPages() {
        Delivery sameTime = delivery(ACME, 1, 3, START.plusSeconds(1));
        List.of(first, second, globexs, toAnother, sameTime).forEach(this::add);

        List<Delivery> all = in(ACME, () -> storage.deliveries().list(endpointId(1), Selection.ALL, 10));
        assertThat(all).hasSize(3).containsOnlyOnce(first, second, sameTime).endsWith(first);
        assertThat(in(ACME, () -> storage.deliveries().list(endpointId(1), Selection.ALL, 1)))
                .containsExactly(all.get(0));
        assertThat(in(ACME, () -> storage.deliveries().list(endpointId(1), Selection.ALL.behind(all.get(0)), 10)))
                .containsExactly(all.get(1), first);
        assertThat(asSystem(() -> storage.deliveries().list(endpointId(1), Selection.ALL, 10)))
                .hasSize(4)
                .startsWith(globexs);
    }

    @Test
    void deliveriesAreListedByWhatBecameOfThemAndWhenTheyBegan() {
        List.of(first, second).forEach(this::add);
        Delivery failed = first.claimed(LATER).failed(LATER, "no");
        replace(first, failed);

        assertThat(list(Optional.of(Delivery.State.FAILED), Optional.empty())).containsExactly(failed);
        assertThat(list(Optional.of(Delivery.State.WAITING), Optional.empty())).containsExactly(second);
        assertThat(list(Optional.of(Delivery.State.DELIVERED), Optional.empty()))
                .isEmpty();
        assertThat(list(Optional.empty(), Optional.of(second.createdAt()))).containsExactly(second);
        assertThat(list(Optional.of(Delivery.State.FAILED), Optional.of(second.createdAt())))
                .isEmpty();
    }

    @Test
    void attemptsAreListedInTheirOrder() {
        add(first);
        List.of(attempt(2), attempt(1), attempt(3), attempt(2))
                .forEach(attempt -> run(ACME, () -> storage.deliveries().note(first.key(), attempt)));

        assertThat(attempts(first, 0, 10)).containsExactly(attempt(1), attempt(2), attempt(3));
        assertThat(attempts(first, 1, 1)).containsExactly(attempt(2));
        assertThat(attempts(toAnother, 0, 10)).isEmpty();
    }

    @Test
    void whatWasFinishedLongAgoIsForgottenWithItsAttempts() {
        List.of(first, second, globexs).forEach(this::add);
        run(ACME, () -> storage.deliveries().note(first.key(), attempt(1)));
        replace(first, first.claimed(LATER).delivered(LATER));
        replace(globexs, globexs.claimed(LATER).failed(LATER.plusSeconds(1), "no"));

        assertThat(finishedBefore(LATER)).isEmpty();
        assertThat(finishedBefore(LATER.plusSeconds(1))).containsExactly(ACME);
        assertThat(finishedBefore(LATER.plusSeconds(2))).containsExactly(ACME, GLOBEX);
        assertThat(in(ACME, () -> storage.deliveries().purge(ACME, LATER, 10))).isZero();
        assertThat(in(ACME, () -> storage.deliveries().purge(ACME, LATER.plusSeconds(2), 10)))
                .isEqualTo(1);
        assertThat(find(first)).isEmpty();
        assertThat(attempts(first, 0, 10)).isEmpty();
        assertThat(find(second)).contains(second);
        assertThat(find(globexs)).isPresent();
    }

    @Test
    void nobodyTouchesTheDeliveriesOfAnAccountThatIsNotBound() {
        add(first);

        assertThatIllegalStateException()
                .isThrownBy(() -> in(GLOBEX, () -> storage.deliveries().add(second)));
        assertThatIllegalStateException()
                .isThrownBy(() -> in(GLOBEX, () -> storage.deliveries().find(first.key())));
        assertThatIllegalStateException()
                .isThrownBy(() -> in(GLOBEX, () -> storage.deliveries().replace(first, first.claimed(LATER))));
        assertThat(in(GLOBEX, () -> storage.deliveries().find(first.endpoint(), first.message())))
                .isEmpty();
        assertThat(in(GLOBEX, () -> storage.deliveries().list(endpointId(1), Selection.ALL, 10)))
                .isEmpty();
        assertThat(asSystem(() -> storage.deliveries().find(first.endpoint(), first.message())))
                .contains(first);
    }

    private static Attempt attempt(int number) {
        return number == 1
                ? new Attempt(1, START, Duration.ofMillis(12_345), Optional.of(500), Optional.of("answered 500"))
                : new Attempt(number, START, Duration.ZERO, Optional.empty(), Optional.empty());
    }

    private boolean add(Delivery delivery) {
        return in(delivery.account(), () -> storage.deliveries().add(delivery));
    }

    private boolean replace(Delivery before, Delivery after) {
        return in(before.account(), () -> storage.deliveries().replace(before, after));
    }

    private Optional<Delivery> find(Delivery delivery) {
        return in(delivery.account(), () -> storage.deliveries().find(delivery.key()));
    }

    private List<Attempt> attempts(Delivery delivery, int after, int limit) {
        return in(delivery.account(), () -> storage.deliveries().attempts(delivery.key(), after, limit));
    }

    private List<Delivery> list(Optional<Delivery.State> state, Optional<Instant> since) {
        return in(ACME, () -> storage.deliveries()
                .list(endpointId(1), new Selection(state, since, Optional.empty()), 10));
    }

    private List<Delivery.Key> due(int endpoint, Instant instant, int limit) {
        return asSystem(() -> storage.deliveries().due(endpointId(endpoint), instant, limit));
    }

    private List<EndpointId> dueEndpoints(Instant instant, int limit) {
        return asSystem(() -> storage.deliveries().dueEndpoints(instant, List.of(), limit));
    }

    private List<AccountId> finishedBefore(Instant instant) {
        return asSystem(() -> storage.deliveries().finishedBefore(instant, 10));
    }
}
