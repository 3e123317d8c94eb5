package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.MAX;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.PRO;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.driven.SubscriptionGatewayContract;
import dev.countinghouse.billing.ports.driven.SubscriptionWish;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscriptionStandInTest extends SubscriptionGatewayContract {

    private final StandInBook book = StandInBook.inMemory();
    private final InMemoryTestClock clock = new InMemoryTestClock(day("2026-03-01"));
    private final PaymentStandIn bank = Provider.over(book, clock, Provider.SECRET);
    private final SubscriptionStandIn provider = new SubscriptionStandIn(book, clock);

    @Override
    protected SubscriptionGateway gateway() {
        return provider;
    }

    @Override
    protected void moveTo(Instant now) {
        clock.moveTo(now);
    }

    @Override
    protected void changeThere(SubscriptionReference subscription, List<PricedItem> items) {
        provider.change(subscription, items);
    }

    @Override
    protected void cancelThere(SubscriptionReference subscription) {
        provider.cancel(subscription);
    }

    @Override
    protected void fallsBehind(SubscriptionReference subscription) {
        provider.owes(subscription, true);
    }

    /** References follow from ours, so there cannot be a second one. */
    @Override
    protected int subscriptions() {
        return 1;
    }

    private List<String> told() {
        List<SignedNotice> notices = bank.pendingNotices(100);
        notices.forEach(bank::delivered);
        return notices.stream()
                .map(notice -> PaymentText.parsed(notice.body()).path("type").asText() + " "
                        + PaymentText.parsed(notice.body())
                                .path("timestamp")
                                .asText()
                                .substring(0, 10))
                .toList();
    }

    @Test
    void whatChangesIsToldOnceAndAsOfItsInstant() {
        put(SubscriptionWish.at("2026-03-01", MAX).trialUntil("2026-03-15"));
        assertThat(told()).containsExactly("subscription.created 2026-03-01");
        assertThat(told()).isEmpty();

        put(SubscriptionWish.at("2026-03-20", MAX)
                .trialUntil("2026-03-15")
                .then("2026-04-01", PRO)
                .endsAt("2026-05-01", false));
        assertThat(told()).containsExactly("subscription.updated 2026-03-15", "subscription.updated 2026-03-20");

        moveTo(day("2026-05-02"));
        assertThat(told())
                .as("whether or not anybody looks")
                .containsExactly("subscription.updated 2026-04-01", "subscription.canceled 2026-05-01");
        assertThat(told()).isEmpty();
    }

    @Test
    void ourOwnEndCanReadWhichIsMeant() {
        SubscriptionReference reference =
                put(SubscriptionWish.at("2026-03-01", PRO)).reference();
        SignedNotice created = bank.pendingNotices(1).get(0);

        Optional<NoticeSubject> about = bank.read(created.body().getBytes(StandardCharsets.UTF_8), created.headers())
                .fold(Notice::about, (unclear, reason) -> unclear.about(), reason -> {
                    throw new AssertionError(reason);
                });
        assertThat(about).contains(new NoticeSubject(NoticeSubject.Kind.SUBSCRIPTION, reference.value()));
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        SubscriptionReference nothing = new SubscriptionReference("sub_1");
        assertThatIllegalArgumentException().isThrownBy(() -> provider.cancel(nothing));
        assertThatIllegalArgumentException().isThrownBy(() -> provider.owes(nothing, true));
    }
}
