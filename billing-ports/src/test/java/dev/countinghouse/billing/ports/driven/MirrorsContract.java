package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.subscription.Arrears;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Mirrors.Claim;
import dev.countinghouse.billing.ports.driven.Mirrors.Mirror;
import dev.countinghouse.billing.ports.driven.Mirrors.Next;
import dev.countinghouse.billing.ports.driven.Mirrors.Waiting;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class MirrorsContract extends MirrorsCase {

    // ---------------------------------------------------------------- what is due

    @Test
    void whatWasNeverNotedIsNotDue() {
        assertThat(due(LATER)).isEmpty();
        assertThat(claim(ACME, START)).isEmpty();
        assertThat(in(ACME, () -> mirrors().nextLook(ACME))).isEmpty();
        look(ACME);
        assertThat(due(LATER)).as("whatever is told of it").isEmpty();
        assertThat(claim(ACME, START)).isEmpty();
    }

    @Test
    void itIsKeptThereSinceTheEarliestThatWasNoted() {
        run(ACME, () -> mirrors().note(ACME, SOON));
        run(ACME, () -> mirrors().note(ACME, LATER));
        look(ACME);
        Claim claim = claimed();
        assertThat(claim.since()).isEqualTo(SOON);
        undone(Scope.of(ACME), () -> mirrors().note(ACME, START));
        release(claim, DONE);
        assertThat(claimed().since()).isEqualTo(SOON);

        run(ACME, () -> mirrors().note(ACME, START));
        assertThat(claim(ACME, LATER).orElseThrow().since()).isEqualTo(START);
    }

    @Test
    void whatIsNotedIsDueUntilItIsDone() {
        note(GLOBEX);
        release(claim(GLOBEX, START).orElseThrow(), DONE);
        note(ACME);
        note(ACME);
        look(GLOBEX);
        assertThat(due(START)).containsExactly(ACME, GLOBEX);
        assertThat(asSystem(() -> mirrors().dueBy(START, START, 1))).containsExactly(ACME);

        Claim claim = claimed();
        assertThat(claim.isKept())
                .as("something of ours is to be brought there")
                .isFalse();
        assertThat(claim(GLOBEX, START).orElseThrow().isKept()).isTrue();
        assertThat(due(START)).isEmpty();
        assertThat(release(claim, DONE)).isTrue();
        assertThat(release(claim, FAILED)).as("it has ended").isFalse();
        assertThat(waiting()).isEmpty();
        assertThat(due(LATER.minusSeconds(1))).isEmpty();
        assertThat(claimed().isKept()).isTrue();
    }

    @Test
    void whatIsNotedMeanwhileStaysDue() {
        note(ACME);
        Claim first = claimed();
        note(ACME);
        assertThat(isLatest(first)).isFalse();
        release(first, DONE);
        assertThat(due(START)).containsExactly(ACME);

        Claim second = claimed();
        look(ACME);
        assertThat(isLatest(second)).as("nothing of ours").isTrue();
        release(second, DONE);
        assertThat(due(START)).containsExactly(ACME);
        assertThat(claimed().isKept()).isTrue();
    }

    @Test
    void whatIsUndoneNotesNothing() {
        undone(Scope.of(ACME), () -> mirrors().note(ACME, START));
        assertThat(due(LATER)).isEmpty();

        note(ACME);
        undone(Scope.of(ACME), () -> mirrors().claim(ACME, START, LATER));
        assertThat(due(START)).containsExactly(ACME);
    }

    @Test
    void whoIsClaimedIsDueAgainWhenTheClaimRunsOut() {
        note(ACME);
        Claim lost = claimed();
        assertThat(claim(ACME, LATER.minusSeconds(1))).isEmpty();
        assertThat(due(LATER.minusSeconds(1))).isEmpty();
        assertThat(due(LATER)).containsExactly(ACME);

        Claim next = claim(ACME, LATER).orElseThrow();
        assertThat(isLatest(lost)).isFalse();
        assertThat(isLatest(next)).isTrue();
        assertThat(release(lost, DONE)).as("somebody else is at it").isFalse();
        assertThat(claim(ACME, LATER)).isEmpty();
        assertThat(release(next, DONE)).isTrue();
    }

    /** Also where nothing had been noted: somebody has begun something. */
    @Test
    void aClaimThatIsNotReleasedIsDueByItself() {
        note(ACME);
        release(claimed(), DONE);
        claimed();
        assertThat(due(LATER)).containsExactly(ACME);
    }

    @Test
    void whatFailedIsDueLaterAndSeen() {
        note(ACME);
        note(GLOBEX);
        release(claimed(), FAILED);
        assertThat(due(SOON.minusSeconds(1))).containsExactly(GLOBEX);
        assertThat(due(SOON)).as("what is new comes first").containsExactly(GLOBEX, ACME);
        assertThat(waiting()).containsExactly(new Waiting(ACME, AGAIN));

        note(ACME);
        assertThat(due(START)).as("who changes something does not wait").containsExactlyInAnyOrder(ACME, GLOBEX);
        assertThat(waiting()).isEmpty();
        release(claimed(), FAILED);
        Claim again = claim(ACME, SOON).orElseThrow();
        assertThat(again.isKept()).isFalse();
        assertThat(again.tries()).isEqualTo(3);
        release(again, DONE);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatIsNotedWhileItFailsDoesNotWait() {
        note(ACME);
        Claim claim = claimed();
        note(ACME);
        release(claim, FAILED);
        assertThat(due(START)).containsExactly(ACME);
    }

    @Test
    void itIsDueWhenItsTimeComes() {
        AccountId behind = new AccountId("behind");
        for (AccountId each : List.of(ACME, behind)) {
            note(each);
            release(claim(each, START).orElseThrow(), new Next(Optional.of(SOON), Optional.empty(), true));
        }
        run(behind, () -> storage.accountClocks().move(behind, START));
        assertThat(in(ACME, () -> mirrors().nextLook(ACME))).contains(SOON);
        assertThat(due(SOON.minusSeconds(1))).isEmpty();
        assertThat(due(SOON)).containsExactly(ACME);
        run(behind, () -> storage.accountClocks().move(behind, SOON));
        assertThat(due(SOON)).containsExactly(ACME, behind);

        Claim claim = claim(ACME, SOON).orElseThrow();
        assertThat(in(ACME, () -> mirrors().nextLook(ACME))).isEmpty();
        release(claim, DONE);
        assertThat(due(SOON)).containsExactly(behind);
    }

    private void fails(String account) {
        note(new AccountId(account));
        release(claim(new AccountId(account), START).orElseThrow(), FAILED);
    }

    private List<AccountId> page(Optional<AccountId> after) {
        return waiting(after, 2).stream().map(Waiting::account).toList();
    }

    @Test
    void pagesOfThoseThatWaitAddUpAlsoWhileOthersBeginTo() {
        List.of("b", "B", "d", "é", "f").forEach(this::fails);
        note(new AccountId("c"));
        assertThat(page(Optional.empty())).containsExactly(new AccountId("B"), new AccountId("b"));
        fails("a");
        fails("e");
        assertThat(page(Optional.of(new AccountId("b")))).containsExactly(new AccountId("d"), new AccountId("e"));
        assertThat(page(Optional.of(new AccountId("e"))))
                .as("by code points")
                .containsExactly(new AccountId("f"), new AccountId("é"));
        assertThat(page(Optional.of(new AccountId("é")))).isEmpty();
    }

    // ---------------------------------------------------------------- what is known

    public static Mirror mirror(AccountId account, String id, String reference) {
        return new Mirror(
                account,
                new SubscriptionId(id),
                new SubscriptionId("main"),
                new SubscriptionReference(reference),
                Status.ACTIVE,
                Optional.empty(),
                Optional.empty(),
                Mirror.GOOD,
                0);
    }

    @Test
    void whatIsKnownIsKept() {
        Mirror one = mirror(ACME, "main", "sub_1");
        Mirror two = mirror(ACME, "main:again:2", "sub_2");
        Mirror theirs = mirror(GLOBEX, "main", "sub_3");
        List.of(two, one, theirs)
                .forEach(each -> run(each.account(), () -> mirrors().save(each)));
        assertThat(in(ACME, () -> mirrors().of(ACME))).containsExactly(one, two);
        assertThat(asSystem(() -> mirrors().accountOf(new SubscriptionReference("sub_3"))))
                .contains(GLOBEX);
        assertThat(asSystem(() -> mirrors().accountOf(new SubscriptionReference("sub_4"))))
                .isEmpty();

        Mirror late = new Mirror(
                ACME,
                one.id(),
                one.of(),
                one.reference(),
                Status.PAST_DUE,
                Optional.of(LATER),
                Optional.of(new Arrears(START, SOON)),
                "past_due",
                1);
        run(ACME, () -> mirrors().save(late));
        assertThat(in(ACME, () -> mirrors().of(ACME))).containsExactly(late, two);
        undone(Scope.of(ACME), () -> mirrors().save(one));
        assertThat(in(ACME, () -> mirrors().of(ACME))).containsExactly(late, two);
    }

    @Test
    void oneDoesNotBecomeAnother() {
        Mirror one = mirror(ACME, "main", "sub_1");
        run(ACME, () -> mirrors().save(one));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(ACME, () -> mirrors().save(mirror(ACME, "main", "sub_2"))))
                .withMessage(
                        "subscription main of account acme is another one at the provider, it cannot become sub_2");
        assertThat(in(ACME, () -> mirrors().of(ACME))).containsExactly(one);
    }
}
