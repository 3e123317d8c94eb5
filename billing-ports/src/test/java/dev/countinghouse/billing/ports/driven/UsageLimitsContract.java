package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.limit.UsageLimit.Part;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class UsageLimitsContract extends StorageContract {

    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId GLOBEX = new AccountId("globex");

    @Test
    void limitsOfAllKindsAreKeptAsTheyAre() {
        List<UsageLimit> limits = List.of(
                limit("a", new LimitMeasure.Calls(), Optional.empty(), LimitWindow.MINUTE, "60"),
                limit("b", new LimitMeasure.Concurrency(), part("user", null), LimitWindow.PERIOD, "3"),
                limit("c", tokens(), part("modèle/x", "gpt \"4\""), LimitWindow.DAY, "0.000000000000000001"),
                limit("d", tokens(), Optional.empty(), LimitWindow.HOUR, "9223372036854775808.5"));
        limits.forEach(limit -> assertThat(save(limit)).isTrue());

        assertThat(of(ACME)).isEqualTo(limits);
        assertThat(of(GLOBEX)).isEmpty();
    }

    @Test
    void oneIsReplacedByIdAndRemoved() {
        save(limit("b", tokens(), part("user", "ann"), LimitWindow.DAY, "5"));
        save(limit("a-", new LimitMeasure.Calls(), Optional.empty(), LimitWindow.HOUR, "5"));
        UsageLimit other = limit("b", new LimitMeasure.Concurrency(), Optional.empty(), LimitWindow.PERIOD, "7");

        assertThat(save(other)).isFalse();
        assertThat(of(ACME)).extracting(limit -> limit.id().value()).containsExactly("a-", "b");
        assertThat(of(ACME)).contains(other);
        assertThat(remove("b")).isTrue();
        assertThat(remove("b")).isFalse();
        assertThat(of(ACME)).hasSize(1);
    }

    @Test
    void whatATransactionDidIsUndoneWithIt() {
        UsageLimit kept = limit("kept", tokens(), Optional.empty(), LimitWindow.DAY, "5");
        save(kept);
        undone(Scope.of(ACME), () -> {
            storage.limits().save(ACME, limit("new", tokens(), Optional.empty(), LimitWindow.DAY, "5"));
            storage.limits().save(ACME, limit("kept", tokens(), Optional.empty(), LimitWindow.DAY, "6"));
        });
        undone(Scope.of(ACME), () -> storage.limits().remove(ACME, kept.id()));
        assertThat(of(ACME)).containsExactly(kept);
    }

    // ---------------------------------------------------------------- words

    private boolean save(UsageLimit limit) {
        return in(ACME, () -> storage.limits().save(ACME, limit));
    }

    private boolean remove(String id) {
        return in(ACME, () -> storage.limits().remove(ACME, new LimitId(id)));
    }

    private List<UsageLimit> of(AccountId account) {
        return in(account, () -> storage.limits().of(account));
    }

    private static LimitMeasure tokens() {
        return new LimitMeasure.Quantity(new MeterKey("tokens"));
    }

    private static Optional<Part> part(String dimension, @org.jspecify.annotations.Nullable String value) {
        return Optional.of(new Part(dimension, Optional.ofNullable(value)));
    }

    private static UsageLimit limit(
            String id, LimitMeasure measure, Optional<Part> part, LimitWindow window, String most) {
        return new UsageLimit(new LimitId(id), measure, part, window, Fraction.parse(most));
    }
}
