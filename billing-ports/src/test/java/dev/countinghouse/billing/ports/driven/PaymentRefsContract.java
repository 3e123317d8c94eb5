package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.PaymentRefs.Ref;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class PaymentRefsContract extends StorageContract {

    private static final PaymentKey KEY = new PaymentKey("purchase:1");
    private static final Ref ASKED = Ref.asked(KEY, ACME, "{\"charge\": \"50.00 USD\"} é\uD83D\uDE00", START);

    private boolean add(Ref ref) {
        return in(ref.account(), () -> storage.paymentRefs().add(ref));
    }

    private Optional<Ref> find(PaymentKey key) {
        return asSystem(() -> storage.paymentRefs().find(key));
    }

    private void refer(AccountId account, String reference) {
        run(account, () -> storage.paymentRefs().refer(account, KEY, reference));
    }

    @Test
    void whatWasAskedForIsFoundByItsKeyWithWhatCameOfIt() {
        assertThat(find(KEY)).isEmpty();

        assertThat(add(ASKED)).isTrue();
        assertThat(find(KEY)).contains(ASKED);

        refer(ACME, "pi_1");
        assertThat(find(KEY)).contains(ASKED.at("pi_1"));
        assertThat(in(ACME, () -> storage.paymentRefs().find(KEY))).contains(ASKED.at("pi_1"));
    }

    @Test
    void aKeyIsUsedOnceByWhomever() {
        add(ASKED);

        assertThat(add(ASKED)).isFalse();
        assertThat(add(Ref.asked(KEY, ACME, "another wish", START.plusSeconds(1))))
                .isFalse();
        assertThat(add(Ref.asked(KEY, GLOBEX, "another wish", START))).isFalse();

        assertThat(find(KEY)).contains(ASKED);
    }

    @Test
    void whatCameOfItIsKeptOnce() {
        refer(ACME, "pi_0");
        assertThat(find(KEY)).isEmpty();
        add(ASKED);
        refer(GLOBEX, "pi_0");
        assertThat(find(KEY)).contains(ASKED);

        refer(ACME, "pi_1");
        refer(ACME, "pi_2");

        assertThat(find(KEY)).contains(ASKED.at("pi_1"));
    }

    @Test
    void ofManyThatUseAKeyOneDoes() {
        List<Boolean> added = Race.of(thread -> add(Ref.asked(KEY, new AccountId("account-" + thread), "wish", START)));

        assertThat(added).containsOnlyOnce(true);
        assertThat(find(KEY).orElseThrow().account()).isEqualTo(new AccountId("account-" + added.indexOf(true)));
    }

    @Test
    void whatIsUndoneWasNeverAsked() {
        undone(Scope.of(ACME), () -> storage.paymentRefs().add(ASKED));
        assertThat(find(KEY)).isEmpty();

        add(ASKED);
        undone(Scope.of(ACME), () -> storage.paymentRefs().refer(ACME, KEY, "pi_1"));
        assertThat(find(KEY)).contains(ASKED);
    }

    @Test
    void thoseOfOthersAreOutOfReach() {
        add(ASKED);

        assertThat(in(GLOBEX, () -> storage.paymentRefs().find(KEY))).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> run(GLOBEX, () -> storage.paymentRefs().add(ASKED)));
        assertThatIllegalStateException()
                .isThrownBy(() -> run(GLOBEX, () -> storage.paymentRefs().refer(ACME, KEY, "pi_1")));
    }
}
