package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.KeptNotice.State;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.notice.NoticeSubject.Kind;
import dev.countinghouse.billing.ports.driven.Notices.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

public abstract class NoticesContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofMinutes(10));
    private static final Instant LATEST = LATER.plus(Duration.ofMinutes(10));

    private final KeptNotice first = about("pay_1", 1);
    private final KeptNotice second = about("pay_1", 2);
    private final KeptNotice others = about("pay_2", 3);
    private final KeptNotice aboutNothing = kept(4, Optional.empty());

    private static KeptNotice about(String payment, int number) {
        return kept(number, Optional.of(new NoticeSubject(Kind.PAYMENT, payment)));
    }

    private static KeptNotice kept(int number, Optional<NoticeSubject> about) {
        Notice notice = new Notice(
                new NoticeId("evt_" + number),
                "payment.succeeded",
                about,
                START.minusSeconds(number),
                Optional.of("2026-07-29.dahlia"),
                "{\"name\": \"é\uD83D\uDE00 \\u0000\"}");
        return KeptNotice.received(notice, START.plusSeconds(number));
    }

    @Test
    void aNoticeComesBackAsItWas() {
        for (KeptNotice notice : List.of(first, aboutNothing, about("pay_3", 5).dead(LATER, "why"))) {
            assertThat(add(notice)).isTrue();
            assertThat(find(notice)).contains(notice);
        }
        assertThat(find(second)).isEmpty();
    }

    @Test
    void aNoticeIsKeptOnceWhateverBecameOfIt() {
        add(first);
        KeptNotice done = finish(claim(LATER));

        assertThat(add(first)).isFalse();
        assertThat(find(first)).contains(done);
        assertThat(claim(LATEST)).isEmpty();
    }

    @Test
    void ofManyThatKeepOrReplaceANoticeAtOnceOneDoes() {
        assertThat(Race.of(thread -> add(first))).containsOnlyOnce(true);
        assertThat(Race.of(thread -> replace(first, first.dead(LATER, "by " + thread))))
                .containsOnlyOnce(true);
    }

    @Test
    void whatIsUndoneWasNeverKeptOrClaimed() {
        undone(Scope.SYSTEM, () -> storage.notices().add(first));
        assertThat(find(first)).isEmpty();
        add(first);
        undone(Scope.SYSTEM, () -> storage.notices().claim(LATER, LATEST));
        assertThat(find(first)).contains(first);
        undone(Scope.SYSTEM, () -> storage.notices().replace(first, first.dead(LATER, "no")));
        assertThat(find(first)).contains(first);
        KeptNotice dead = first.dead(START, "no");
        replace(first, dead);
        undone(Scope.SYSTEM, () -> storage.notices().purge(LATER, 10));
        assertThat(find(first)).contains(dead);
    }

    @Test
    void theLongestDueIsClaimedFirstAndNothingBeforeItsTime() {
        List.of(second, first, others, aboutNothing).forEach(this::add);

        assertThat(claim(START)).isEmpty();
        assertThat(claim(START.plusSeconds(1))).contains(first.claimed(START.plusSeconds(601)));
        KeptNotice claimed = find(first).orElseThrow();
        assertThat(claimed.attempts()).isEqualTo(1);
        replace(claimed, claimed.retryAt(LATER.minusSeconds(1), "not yet"));
        assertThat(worked(LATER.minusSeconds(2))).containsExactly(second.id(), others.id(), aboutNothing.id());
        assertThat(worked(LATER)).containsExactly(first.id());
    }

    @Test
    void ofOneObjectOneIsWorkedAt() {
        List.of(first, second, others).forEach(this::add);
        Optional<KeptNotice> claimed = claim(LATER);

        assertThat(claimed.map(KeptNotice::id)).contains(first.id());
        assertThat(claim(LATER).map(KeptNotice::id)).contains(others.id());
        assertThat(claim(LATER)).isEmpty();
        finish(claimed);
        assertThat(claim(LATER).map(KeptNotice::id)).contains(second.id());
    }

    @Test
    void theSameIdOfAnotherKindIsAnotherObjectAndNothingIsNone() {
        add(first);
        add(kept(2, Optional.of(new NoticeSubject(Kind.CUSTOMER, "pay_1"))));
        add(aboutNothing);
        add(kept(5, Optional.empty()));

        for (int i = 0; i < 4; i++) {
            assertThat(claim(LATER)).isPresent();
        }
        assertThat(claim(LATER)).isEmpty();
    }

    @Test
    void whoeverLetHisTimePassIsFollowedAndSettlesNothing() {
        add(first);
        KeptNotice slow = claim(START.plusSeconds(1)).orElseThrow();
        Instant over = slow.dueAt().orElseThrow();
        assertThat(claim(over.minusMillis(1))).isEmpty();

        KeptNotice quick = claim(over).orElseThrow();
        assertThat(quick.attempts()).isEqualTo(2);
        assertThat(replace(slow, slow.dead(over, "too slow"))).isFalse();
        assertThat(replace(quick, quick.done(over))).isTrue();
    }

    @Test
    void whoeverLetHisTimePassGivesWayToAnotherNoticeOfTheObject() {
        add(second);
        KeptNotice slow = claim(START.plusSeconds(2)).orElseThrow();
        Instant over = slow.dueAt().orElseThrow();
        // due for longer than the claim is over
        add(first);

        KeptNotice quick = claim(over).orElseThrow();
        assertThat(quick.id()).isEqualTo(first.id());
        assertThat(find(second)).contains(slow.lapsed());
        assertThat(replace(slow, slow.done(over))).isFalse();
        assertThat(claim(over)).isEmpty();
        finish(Optional.of(quick));
        assertThat(claim(over).map(KeptNotice::id)).contains(second.id());
    }

    @Test
    void whoeverIsLateAndWasNotFollowedStillSettles() {
        add(first);
        KeptNotice slow = claim(START.plusSeconds(1)).orElseThrow();

        assertThat(replace(slow, slow.done(LATEST))).isTrue();
        assertThat(claim(LATEST)).isEmpty();
    }

    @Test
    void aReplayMayUnderstandItToBeAboutSomethingElse() {
        KeptNotice dead = aboutNothing.dead(LATER, "not clear");
        add(dead);
        KeptNotice replayed = dead.replayed(
                new Notice(
                        dead.id(),
                        "payment.failed",
                        Optional.of(new NoticeSubject(Kind.PAYMENT, "pay_9")),
                        START,
                        Optional.empty(),
                        dead.notice().body()),
                LATER);

        assertThat(replace(dead, replayed)).isTrue();
        assertThat(find(aboutNothing)).contains(replayed);
        assertThat(replace(dead, replayed)).isFalse();
    }

    @Test
    void manyThatWorkNeverMeetAtAnObjectAndLeaveNothing() {
        List<KeptNotice> all = new ArrayList<>();
        for (int number = 0; number < 120; number++) {
            all.add(about("pay_" + number % 5, number));
        }
        all.forEach(this::add);
        Set<String> busy = ConcurrentHashMap.newKeySet();
        Set<NoticeId> done = ConcurrentHashMap.newKeySet();

        Race.of(16, thread -> {
            while (done.size() < all.size()) {
                claim(LATER).ifPresent(claimed -> {
                    String object = claimed.notice().about().orElseThrow().id();
                    assertThat(busy.add(object)).as("alone at %s", object).isTrue();
                    Thread.yield();
                    busy.remove(object);
                    finish(Optional.of(claimed));
                    assertThat(done.add(claimed.id())).as("once").isTrue();
                });
            }
            return true;
        });

        assertThat(asSystem(() -> storage.notices().list(Optional.of(State.DONE), Optional.empty(), 200)))
                .hasSize(all.size())
                .allSatisfy(each -> assertThat(each.attempts()).isEqualTo(1));
    }

    @Test
    void theNewestAreListedFirstByStateAndPageByPage() {
        KeptNotice sameTime = KeptNotice.received(about("pay_5", 5).notice(), first.receivedAt());
        List.of(first, second, sameTime, others.dead(LATER, "no")).forEach(this::add);

        assertThat(list(Optional.empty(), Optional.empty()))
                .containsExactly(others.id(), second.id(), sameTime.id(), first.id());
        assertThat(list(Optional.of(State.DEAD), Optional.empty())).containsExactly(others.id());
        Optional<State> waiting = Optional.of(State.WAITING);
        assertThat(list(waiting, Optional.empty())).containsExactly(second.id(), sameTime.id(), first.id());
        assertThat(list(waiting, Optional.of(second))).containsExactly(sameTime.id(), first.id());
        assertThat(list(waiting, Optional.of(first))).isEmpty();
        assertThat(asSystem(() -> storage.notices().list(waiting, Optional.empty(), 1)))
                .containsExactly(second);
    }

    @Test
    void whatWasFinishedLongAgoIsPurgedAndWhatIsOpenNever() {
        List.of(first, second.dead(START, "no"), others.ignored(START.plusMillis(1)), aboutNothing)
                .forEach(this::add);
        claim(LATER);

        assertThat(purge(START, 10)).isZero();
        assertThat(purge(START.plusMillis(1), 10)).isEqualTo(1);
        assertThat(find(second)).isEmpty();
        add(second.done(START));
        assertThat(purge(LATEST, 1)).isEqualTo(1);
        assertThat(purge(LATEST, 10)).isEqualTo(1);
        assertThat(list(Optional.empty(), Optional.empty())).containsExactly(aboutNothing.id(), first.id());
    }

    @Test
    void onlyTheSystemMayLook() {
        add(first);

        assertThatIllegalStateException()
                .isThrownBy(() -> in(ACME, () -> storage.notices().find(first.id())));
        assertThatIllegalStateException()
                .isThrownBy(() -> in(ACME, () -> storage.notices().add(second)));
        assertThatIllegalStateException().isThrownBy(() -> storage.notices().find(first.id()));
    }

    private boolean add(KeptNotice notice) {
        return asSystem(() -> storage.notices().add(notice));
    }

    private Optional<KeptNotice> find(KeptNotice notice) {
        return asSystem(() -> storage.notices().find(notice.id()));
    }

    private Optional<KeptNotice> claim(Instant now) {
        return asSystem(() -> storage.notices().claim(now, now.plus(Duration.ofMinutes(10))));
    }

    private boolean replace(KeptNotice before, KeptNotice after) {
        return asSystem(() -> storage.notices().replace(before, after));
    }

    private KeptNotice finish(Optional<KeptNotice> claimed) {
        KeptNotice done = claimed.orElseThrow().done(LATER);
        assertThat(replace(claimed.orElseThrow(), done)).isTrue();
        return done;
    }

    /** All that can be claimed then, in this order. */
    private List<NoticeId> worked(Instant now) {
        List<NoticeId> worked = new ArrayList<>();
        Optional<KeptNotice> claimed = claim(now);
        while (claimed.isPresent()) {
            worked.add(finish(claimed).id());
            claimed = claim(now);
        }
        return worked;
    }

    private List<NoticeId> list(Optional<State> state, Optional<KeptNotice> last) {
        Optional<Place> place = last.map(each -> new Place(each.receivedAt(), each.id()));
        return asSystem(() -> storage.notices().list(state, place, 10)).stream()
                .map(KeptNotice::id)
                .toList();
    }

    private int purge(Instant before, int limit) {
        return asSystem(() -> storage.notices().purge(before, limit));
    }
}
