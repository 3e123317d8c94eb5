package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.CATALOGUE;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.USD;
import static dev.countinghouse.billing.ports.driven.Samples.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationJob.State;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Compared;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Reason;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Skipped;
import dev.countinghouse.billing.domain.simulation.SimulationTally;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job comes back as it was, an account has one result in it, and what is over stays over. */
public abstract class SimulationsContract extends StorageContract {

    private static final SimulationId ID = new SimulationId("raise-prices");
    private static final PlanKey STANDARD = new PlanKey("standard");
    private static final Period RANGE = new Period(START, START.plusSeconds(1_000));

    static List<SimulationOrder> orders() {
        return List.of(
                order(new SimulatedTerms.Published(new PlanVersionId(STANDARD, 3)), new SimulatedAccounts.All()),
                order(new SimulatedTerms.Drafted(CATALOGUE, STANDARD), new SimulatedAccounts.OnPlan(STANDARD)),
                order(
                        new SimulatedTerms.Draft(CATALOGUE),
                        new SimulatedAccounts.Listed(
                                new TreeSet<>(List.of(ACME, new AccountId("é,\"{\uD83D\uDE00"))))));
    }

    private static SimulationOrder order(SimulatedTerms terms, SimulatedAccounts accounts) {
        return new SimulationOrder(terms, accounts, RANGE);
    }

    private static SimulationJob job(SimulationId id, Instant at) {
        return SimulationJob.queued(id, orders().get(0), at);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void aJobComesBackAsItWas(SimulationOrder order) {
        SimulationJob job = SimulationJob.queued(ID, order, START);
        assertThat(add(job)).isTrue();

        assertThat(find()).isEqualTo(job);
    }

    @Test
    void anIdIsTakenOnce() {
        assertThat(Race.of(thread -> add(job(ID, START.plusSeconds(thread))))).containsOnlyOnce(true);
    }

    @Test
    void aJobGoesItsWayAndStaysOverWhenItIs() {
        add(job(ID, START));
        start(7);
        assertThat(find().state()).isEqualTo(State.RUNNING);
        assertThat(find().total()).contains(7L);
        start(9);
        assertThat(find().total()).contains(7L);

        finish(State.FAILED, START.plusSeconds(5), "no such thing");
        assertThat(find().state()).isEqualTo(State.FAILED);
        assertThat(find().failure()).contains("no such thing");
        finish(State.DONE, START.plusSeconds(6), "");
        start(9);
        assertThat(find().state()).isEqualTo(State.FAILED);
        assertThat(find().finishedAt()).contains(START.plusSeconds(5));
        assertThat(find().total()).contains(7L);
    }

    @Test
    void unfinishedAreThoseThatAreNotOverTheOldestFirst() {
        SimulationId older = new SimulationId("z-older");
        add(job(ID, START.plusSeconds(2)));
        add(job(older, START));
        add(job(new SimulationId("younger"), START.plusSeconds(3)));
        start(7);

        assertThat(unfinished()).containsExactly(older, ID, new SimulationId("younger"));
        finish(State.CANCELLED, START.plusSeconds(5), "");
        assertThat(unfinished()).containsExactly(older, new SimulationId("younger"));
    }

    @Test
    void anAccountHasOneResultAndTheFirstStays() {
        add(job(ID, START));
        add(job(new SimulationId("another"), START));
        SimulationResult first = compared("acme", 100, 150, USD);
        keep(first);
        Race.of(thread -> keep(compared("acme", thread, thread, USD)));

        assertThat(results(Optional.empty(), 9)).containsExactly(first);
        assertThat(asSystem(() -> storage.simulations().results(new SimulationId("another"), Optional.empty(), 9)))
                .isEmpty();
    }

    @Test
    void resultsComeInPagesByCodePointsAndAreSummedUpByCurrency() {
        Currency yen = Currency.getInstance("JPY");
        add(job(ID, START));
        List<SimulationResult> all = List.of(
                compared("a", 100, 250, USD),
                new SimulationResult(new AccountId("b"), new Skipped(Reason.OTHER_CURRENCY, "plan is in EUR")),
                compared("c", 7, 5, yen),
                compared("\uFF5E", 1, 2, USD),
                compared("\uD83D\uDE00", -3, Long.MAX_VALUE - 252, USD));
        List.of(4, 2, 0, 1, 3).forEach(i -> keep(all.get(i)));

        assertThat(results(Optional.empty(), 9)).isEqualTo(all);
        assertThat(results(Optional.of(new AccountId("b")), 2)).isEqualTo(all.subList(2, 4));
        assertThat(asSystem(() -> storage.simulations().lastAccount(ID))).contains(new AccountId("\uD83D\uDE00"));
        assertThat(asSystem(() -> storage.simulations().tally(ID)))
                .isEqualTo(new SimulationTally(
                        4,
                        1,
                        List.of(
                                new SimulationTally.Total(1, new Money(7, yen), new Money(5, yen)),
                                new SimulationTally.Total(3, new Money(98, USD), new Money(Long.MAX_VALUE, USD)))));
    }

    @Test
    void ofAJobWithoutResultsNothingIsThere() {
        add(job(ID, START));

        assertThat(asSystem(() -> storage.simulations().lastAccount(ID))).isEmpty();
        assertThat(asSystem(() -> storage.simulations().tally(ID))).isEqualTo(new SimulationTally(0, 0, List.of()));
        assertThat(asSystem(() -> storage.simulations().find(new SimulationId("other"))))
                .isEmpty();
    }

    @Test
    void whatFailsIsUndone() {
        undone(Scope.SYSTEM, () -> storage.simulations().add(job(ID, START)));
        assertThat(unfinished()).isEmpty();
        add(job(ID, START));
        undone(Scope.SYSTEM, () -> storage.simulations().start(ID, 7));
        undone(Scope.of(ACME), () -> storage.simulations().keep(ID, compared("acme", 1, 2, USD)));

        assertThat(find()).isEqualTo(job(ID, START));
        assertThat(results(Optional.empty(), 9)).isEmpty();
    }

    @Test
    void jobsAreTheSystemsAndAResultIsItsAccounts() {
        add(job(ID, START));

        assertThatThrownBy(() -> in(ACME, () -> storage.simulations().find(ID)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> in(ACME, () -> storage.simulations().results(ID, Optional.empty(), 9)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> run(GLOBEX, () -> storage.simulations().keep(ID, compared("acme", 1, 2, USD))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onAPlanIsWhoseMainSubscriptionIsOnItAtTheInstant() {
        Instant change = START.plusSeconds(50);
        AccountId changing = new AccountId("b");
        subscribe(subscribed("one", new AccountId("\uFF5E"), START));
        subscribe(subscribed("two", new AccountId("\uD83D\uDE00"), START));
        Subscription plain = Samples.subscription("three", changing, START);
        Term later = new Term(
                Samples.plan("enterprise").id(), 1, change, plain.terms().get(0).cycle(), false);
        subscribe(changed(
                "three", changing, PlanVersion.Role.MAIN, List.of(plain.terms().get(0), later), Optional.empty()));
        AccountId ended = new AccountId("c");
        Optional<Ending> ending = Optional.of(new Ending(change, false));
        subscribe(changed("four", ended, PlanVersion.Role.MAIN, plain.terms(), ending));
        subscribe(changed("five", new AccountId("d"), PlanVersion.Role.ADD_ON, plain.terms(), Optional.empty()));

        assertThat(onPlan("standard", START.minusMillis(1), 9)).isEmpty();
        assertThat(onPlan("standard", START, 9)).containsExactly("b", "c", "\uFF5E", "\uD83D\uDE00");
        assertThat(onPlan("standard", change, 9)).containsExactly("\uFF5E", "\uD83D\uDE00");
        assertThat(onPlan("enterprise", change, 9)).containsExactly("b");
        assertThat(onPlan("standard", START, 2)).containsExactly("b", "c");
        assertThat(asSystem(() -> storage.subscriptions()
                        .onPlan(new PlanKey("standard"), START, Optional.of(new AccountId("b")), 2)))
                .containsExactly(ended, new AccountId("\uFF5E"));
    }

    private static Subscribed changed(
            String id, AccountId account, PlanVersion.Role role, List<Term> terms, Optional<Ending> ending) {
        Subscription plain = Samples.subscription(id, account, START);
        Subscription changed = new Subscription(
                plain.id(), account, role, terms, List.of(), ending, Optional.empty(), new TreeSet<>(), List.of());
        return new Subscribed(changed, Optional.empty(), Optional.empty(), 1);
    }

    private List<String> onPlan(String plan, Instant at, int limit) {
        return asSystem(() -> storage.subscriptions().onPlan(new PlanKey(plan), at, Optional.empty(), limit)).stream()
                .map(AccountId::value)
                .toList();
    }

    private static SimulationResult compared(String account, long actual, long simulated, Currency currency) {
        return new SimulationResult(
                new AccountId(account), new Compared(new Money(actual, currency), new Money(simulated, currency)));
    }

    private void subscribe(Subscribed subscribed) {
        run(subscribed.subscription().account(), () -> storage.subscriptions().add(subscribed));
    }

    private boolean add(SimulationJob job) {
        return asSystem(() -> storage.simulations().add(job));
    }

    private SimulationJob find() {
        return asSystem(() -> storage.simulations().find(ID)).orElseThrow();
    }

    private List<SimulationId> unfinished() {
        return asSystem(() -> storage.simulations().unfinished());
    }

    private void start(long total) {
        asSystem(() -> {
            storage.simulations().start(ID, total);
            return true;
        });
    }

    private void finish(State state, Instant at, String failure) {
        asSystem(() -> {
            storage.simulations().finish(ID, state, at, Optional.of(failure).filter(text -> !text.isEmpty()));
            return true;
        });
    }

    private boolean keep(SimulationResult result) {
        run(result.account(), () -> storage.simulations().keep(ID, result));
        return true;
    }

    private List<SimulationResult> results(Optional<AccountId> after, int limit) {
        return asSystem(() -> storage.simulations().results(ID, after, limit));
    }
}
