package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.http.MeteredRequest;
import dev.countinghouse.billing.ports.http.Metering;
import dev.countinghouse.billing.ports.http.Refusal;
import dev.countinghouse.billing.ports.http.RefusalKind;
import dev.countinghouse.billing.ports.http.RequestGuard;
import dev.countinghouse.billing.ports.http.RequestGuard.Answer;
import dev.countinghouse.billing.ports.http.ServedRequest;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as a filter has them decided, settled and sent again. */
class RequestGuardTest extends GateCase {

    private static final Metering TOKENS = Metering.of(new MeterKey("tokens"));
    private static final Metering ONE = Metering.of(new MeterKey("seen"));

    private final AtomicBoolean away = new AtomicBoolean();
    private RequestGuard guard;

    @Override
    protected Storage emptyStorage() {
        return OutageTest.leaving(InMemoryStorage.empty(), away);
    }

    @BeforeEach
    void subscribe() {
        String calls = "calls: {included: 100, cap: hard}";
        bench.engine
                .publishCatalogue()
                .publish(Workbench.catalogue(TEXT.replace(calls, calls + "\n      seen: {included: 100, cap: hard}")));
        bench.subscribe(ACME, "free");
        guard = new RequestGuard(
                bench.engine.guardCalls(),
                bench.engine.settleCalls(),
                bench.engine.readCatalogue(),
                bench.engine.readTime());
    }

    private static MeteredRequest request(String route, String key, long most) {
        return new MeteredRequest(
                ACME,
                route,
                key.isEmpty() ? Optional.empty() : Optional.of(key),
                Fraction.of(most),
                new TreeMap<>(Map.of("user", "ann")));
    }

    private Answer admit(Metering metering, String key, long most) {
        return guard.admit(metering, request("POST /reports", key, most));
    }

    private static ServedRequest served(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Admitted.class);
        return ((Answer.Admitted) answer).request();
    }

    private static Refusal refusal(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).refusal();
    }

    private static void conflict(Answer answer, String says) {
        assertThat(refusal(answer).kind()).isEqualTo(RefusalKind.CONFLICT);
        assertThat(refusal(answer).detail()).contains(says);
    }

    private static void done(ServedRequest served) {
        served.settle(Optional.empty(), false);
    }

    private static void failed(ServedRequest served) {
        served.settle(Optional.empty(), true);
    }

    @Test
    void whatIsToldIsRecordedOnceAndTheRestIsFree() {
        ServedRequest first = served(admit(TOKENS, "", 900));
        assertThat(first.headers()).containsKeys("RateLimit", "RateLimit-Policy");
        assertThat(first.headers().get("RateLimit-Policy")).contains("\"meter/tokens\";q=1000");
        assertThat(refusal(admit(TOKENS, "", 101)).kind()).isEqualTo(RefusalKind.QUOTA_EXCEEDED);

        first.settle(Optional.of(Fraction.of(300)), false);
        first.settle(Optional.of(Fraction.of(400)), false);
        assertThat(used("tokens")).isEqualTo("300");
        done(served(admit(TOKENS, "", 700)));
        assertThat(used("tokens")).as("nothing was told: what was reserved").isEqualTo("1000");
    }

    @Test
    void whatFailsIsFreeUnlessItTellsOrFailuresAreCharged() {
        failed(served(admit(TOKENS, "", 1_000)));
        served(admit(TOKENS, "", 1_000)).settle(Optional.of(Fraction.ZERO), false);
        assertThat(used("calls")).isEqualTo("0");
        served(admit(TOKENS, "", 1_000)).settle(Optional.of(Fraction.of(250)), true);
        assertThat(used("tokens")).isEqualTo("250");
        failed(served(admit(TOKENS.chargingFailures(), "", 700)));
        assertThat(used("tokens")).isEqualTo("950");
    }

    @Test
    void aRequestThatIsSentAgainIsNotServedTwice() {
        ServedRequest first = served(admit(TOKENS, "k", 400));
        conflict(admit(TOKENS, "k", 400), "Idempotency-Key 'k' is still running");
        assertThat(refusal(admit(TOKENS, "k", 400)).headers()).containsEntry("Retry-After", "1");
        first.settle(Optional.of(Fraction.of(123)), false);

        conflict(admit(TOKENS, "k", 400), "was served and counted");
        conflict(admit(TOKENS, "k", 401), "another request was sent");
        assertThat(used("tokens")).isEqualTo("123");
        assertThat(used("calls")).isEqualTo("1");
    }

    @Test
    void whatRunsLongerThanItsTimeAndIsSentAgainCountsTwice() {
        ServedRequest slow = served(admit(TOKENS, "k", 400));
        bench.clock.advance(TOKENS.lasts().plusSeconds(1));
        ServedRequest again = served(admit(TOKENS, "k", 400));
        again.settle(Optional.of(Fraction.of(100)), false);
        slow.settle(Optional.of(Fraction.of(200)), false);
        assertThat(used("tokens")).isEqualTo("300");
        conflict(admit(TOKENS, "k", 400), "was served and counted");
    }

    @Test
    void aKeyIsGoodForADayAndForTheHourAfterIt() {
        bench.on("2026-03-11T23:59:59Z");
        done(served(admit(TOKENS, "k", 100)));
        bench.on("2026-03-12T00:30:00Z");
        conflict(admit(TOKENS, "k", 100), "was served and counted");
        bench.on("2026-03-12T12:00:00Z");
        done(served(admit(TOKENS, "k", 100)));
        assertThat(used("tokens")).isEqualTo("200");
    }

    @Test
    void whoAnswersRepeatsIsAskedAgainWithoutBeingCounted() {
        Metering repeats = TOKENS.answeringRepeats();
        ServedRequest first = served(admit(repeats, "k", 1_000));
        assertThat(first.repeated()).isFalse();
        conflict(admit(repeats, "k", 1_000), "still running");
        first.settle(Optional.of(Fraction.of(1_000)), false);

        ServedRequest again = served(admit(repeats, "k", 1_000));
        assertThat(again.repeated()).isTrue();
        assertThat(again.headers()).containsKey("RateLimit");
        again.settle(Optional.of(Fraction.of(5)), false);
        failed(served(admit(repeats, "k", 1_000)));
        assertThat(used("tokens")).isEqualTo("1000");
        assertThat(used("calls")).isEqualTo("1");
        assertThat(refusal(admit(repeats, "l", 1)).kind()).isEqualTo(RefusalKind.QUOTA_EXCEEDED);
    }

    @Test
    void afterAFailureTheSameRequestIsServedAndCountsOnce() {
        for (int time = 0; time < 3; time++) {
            failed(served(admit(TOKENS, "k", 1_000)));
        }
        assertThat(used("calls")).isEqualTo("0");
        ServedRequest fourth = served(admit(TOKENS, "k", 1_000));
        conflict(admit(TOKENS, "k", 1_000), "still running");
        done(fourth);
        conflict(admit(TOKENS, "k", 1_000), "was served and counted");
        assertThat(used("calls")).isEqualTo("1");
    }

    @Test
    void whatAlwaysFailsIsNotTriedForEver() {
        for (int time = 0; time < 10; time++) {
            failed(served(admit(TOKENS, "k", 1)));
        }
        conflict(admit(TOKENS, "k", 1), "has failed 10 times");
        failed(served(admit(TOKENS, "l", 1)));
    }

    @Test
    void aKeyIsOfOneRequestOfOneUser() {
        MeteredRequest ann = request("POST /reports", "k", 1);
        done(served(guard.admit(TOKENS, ann)));
        done(served(guard.admit(TOKENS, request("POST /reports?of=2025", "k", 1))));
        done(served(guard.admit(
                TOKENS,
                new MeteredRequest(ACME, ann.route(), ann.key(), ann.most(), new TreeMap<>(Map.of("user", "bob"))))));
        done(served(guard.admit(ONE, ann)));
        assertThat(used("calls")).isEqualTo("3");
        assertThat(used("seen")).isEqualTo("1");
    }

    @Test
    void ofManyThatComeAtOnceWithOneKeyOneIsServed() {
        List<Answer> answers = Race.of(thread -> admit(TOKENS.answeringRepeats(), "k", 1));
        assertThat(answers).filteredOn(Answer.Admitted.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Answer.Refused.class::isInstance)
                .allSatisfy(answer -> conflict(answer, "still running"));
    }

    @Test
    void whatWasLeftBehindIsServedOnceItsTimeIsOver() {
        served(admit(TOKENS, "k", 1_000));
        bench.clock.advance(MINUTE.minusNanos(1_000));
        conflict(admit(TOKENS, "k", 1_000), "still running");
        bench.clock.advance(MINUTE);
        done(served(admit(TOKENS, "k", 1_000)));
        assertThat(used("calls")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "two words", "caf\u00e9", "\u0000"})
    void aKeyThatIsNoneIsSaidToBe(String key) {
        assertThat(refusal(admit(TOKENS, key, 1)).kind()).isEqualTo(RefusalKind.INVALID_INPUT);
        assertThat(refusal(admit(TOKENS, key, 1)).detail())
                .isEqualTo("Idempotency-Key: is '" + key
                        + "', it must be 1 to 255 visible ASCII characters, such as a UUID");
        assertThat(refusal(admit(TOKENS, "k".repeat(256), 1)).status()).isEqualTo(400);
    }

    @Test
    void whatTheMeterCannotCountIsRecordedAsItWasReserved() {
        ServedRequest one = served(admit(ONE, "", 1));
        assertThatThrownBy(() -> one.settle(Optional.of(Fraction.of(2)), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quantity is 2 of meter seen");
        assertThat(used("seen")).isEqualTo("1");
        assertThatThrownBy(() -> admit(ONE, "", 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> admit(Metering.of(new MeterKey("pages")), "", 1))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("there is no meter 'pages', the meters are [calls, seen, tokens]");
    }

    @Test
    void whatTheAccountHasNoRightToIsRefused() {
        FeatureKey models = new FeatureKey("models");
        done(served(admit(TOKENS.needing(models, "mini"), "", 1)));
        Refusal refusal = refusal(admit(TOKENS.needing(models, "big"), "", 1));
        assertThat(refusal.kind()).isEqualTo(RefusalKind.NOT_IN_PLAN);
        assertThat(refusal.members()).containsEntry("reason", "not_entitled");
    }

    @Test
    void whileNobodyCanDecideRequestsAreRefusedAndWhatRanIsRecordedAfterwards() {
        ServedRequest running = served(admit(TOKENS, "k", 400));
        away.set(true);
        RequestGuard fresh = new RequestGuard(
                bench.engine.guardCalls(),
                bench.engine.settleCalls(),
                bench.engine.readCatalogue(),
                bench.engine.readTime());
        for (Answer answer : List.of(
                fresh.admit(TOKENS, request("POST /reports", "", 1)),
                admit(TOKENS.lasting(MINUTE.multipliedBy(16)), "", 1))) {
            assertThat(refusal(answer).status()).isEqualTo(503);
            assertThat(refusal(answer).headers()).containsEntry("Retry-After", "1");
        }
        running.settle(Optional.of(Fraction.of(70)), false);

        away.set(false);
        assertThat(used("tokens")).isEqualTo("0");
        assertThat(bench.engine.settleCalls().recordOffline()).isEqualTo(1);
        assertThat(used("tokens")).isEqualTo("70");
        conflict(admit(TOKENS, "k", 400), "was served and counted");
    }
}
