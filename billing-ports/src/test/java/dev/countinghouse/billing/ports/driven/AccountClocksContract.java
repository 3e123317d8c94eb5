package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public abstract class AccountClocksContract extends StorageContract {

    @Test
    void anAccountHasNoneUntilItIsPutSomewhere() {
        run(ACME, () -> storage.accountClocks().move(ACME, START));

        assertThat(asSystem(() -> storage.accountClocks().of(List.of(ACME, GLOBEX))))
                .isEqualTo(Map.of(ACME, START));
    }

    @Test
    void itGoesForwardAndNeverBack() {
        run(ACME, () -> storage.accountClocks().move(ACME, START));
        run(ACME, () -> storage.accountClocks().move(ACME, START.plusSeconds(2)));
        run(ACME, () -> storage.accountClocks().move(ACME, START.plusSeconds(1)));

        assertThat(in(ACME, () -> storage.accountClocks().of(List.of(ACME))))
                .isEqualTo(Map.of(ACME, START.plusSeconds(2)));
    }

    @Test
    void ofManyThatMoveItTheFurthestWins() {
        Race.of(thread -> in(ACME, () -> {
            storage.accountClocks().move(ACME, START.plusSeconds(thread));
            return true;
        }));

        assertThat(in(ACME, () -> storage.accountClocks().of(List.of(ACME))))
                .isEqualTo(Map.of(ACME, START.plusSeconds(Race.THREADS - 1)));
    }

    @Test
    void whatIsUndoneNeverMoved() {
        undone(Scope.of(GLOBEX), () -> storage.accountClocks().move(GLOBEX, START));
        run(ACME, () -> storage.accountClocks().move(ACME, START));
        undone(Scope.of(ACME), () -> storage.accountClocks().move(ACME, START.plusSeconds(1)));

        assertThat(asSystem(() -> storage.accountClocks().of(List.of(ACME, GLOBEX))))
                .isEqualTo(Map.of(ACME, START));
    }

    @Test
    void thoseOfOthersAreOutOfReach() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run(ACME, () -> storage.accountClocks().move(GLOBEX, START)));
        assertThatIllegalStateException()
                .isThrownBy(() -> in(ACME, () -> storage.accountClocks().of(List.of(GLOBEX))));
    }
}
