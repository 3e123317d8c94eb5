package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.ReadLeases.Held;
import dev.countinghouse.billing.ports.driving.ReadLeases.Loan;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was lent, held against what the holder has. */
class ReadLeasesTest extends GateCase {

    private InProcessLeases holder = new InProcessLeases("here", InstantSource.system());
    private final ForgetfulHolder leases = new ForgetfulHolder(() -> holder);

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @Override
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        return builder.leases(leases, MINUTE);
    }

    private Loan loan() {
        assertThat(loans(bench.engine)).hasSize(1);
        return loans(bench.engine).get(0);
    }

    /** Each call counts as one of another meter, too. */
    private static List<Loan> loans(BillingEngine engine) {
        return engine.readLeases().loans(ACME).stream()
                .filter(loan -> loan.lease().bound().equals(BoundKey.of(new MeterKey("tokens"))))
                .toList();
    }

    private static Held held(long left, long drawn) {
        return new Held(Fraction.of(left), Fraction.of(drawn));
    }

    /** The plan includes 1,000, of which a tenth is lent. */
    @Test
    void nothingIsMissingWhileNothingIsLost() {
        bench.subscribe(ACME, "free");
        assertThat(bench.engine.readLeases().loans(ACME)).isEmpty();
        admitted(reserve("a", 50));
        admitted(reserve("b", 20));
        assertThat(loan().outstanding()).isEqualTo(Fraction.of(100));
        assertThat(loan().held()).contains(held(30, 70));
        assertThat(loan().missing()).contains(Fraction.ZERO);

        capture("a", 12);
        release("b");
        assertThat(loan().outstanding()).as("50 are reported").isEqualTo(Fraction.of(50));
        assertThat(loan().held()).contains(held(50, 0));
        assertThat(loan().missing()).contains(Fraction.ZERO);
    }

    @Test
    void whatTheHolderLostIsMissingUntilTheLeaseEnds() {
        bench.subscribe(ACME, "free");
        admitted(reserve("a", 60));
        holder = new InProcessLeases("here", InstantSource.system());
        assertThat(loan().held()).contains(held(0, 0));
        assertThat(loan().missing()).contains(Fraction.of(100));
        bench.clock.advance(Duration.ofSeconds(2));
        admitted(reserve("b", 10));
        assertThat(loans(bench.engine))
                .as("the lost one, and another of a tenth of the rest")
                .extracting(Loan::missing)
                .containsExactly(Optional.of(Fraction.of(100)), Optional.of(Fraction.ZERO));
        bench.clock.advance(Duration.ofMinutes(6));
        assertThat(bench.engine.readLeases().loans(ACME)).isEmpty();
    }

    @Test
    void whatNobodyCanTellIsNotMissing() {
        bench.subscribe(ACME, "free");
        admitted(reserve("a", 60));
        leases.away = true;
        assertThat(loan().held()).isEmpty();
        assertThat(loan().missing()).isEmpty();
        leases.away = false;
        BillingEngine other = new Workbench(
                        bench.storage,
                        bench.clock,
                        wiring -> wiring.leases(new InProcessLeases("there", InstantSource.system()), MINUTE))
                .engine;
        assertThat(loans(other))
                .extracting(Loan::missing)
                .as("it is lent to another")
                .containsExactly(Optional.empty());
    }

    @Test
    void anAccountThatIsNotThereIsSaidToBeUnknown() {
        assertThatThrownBy(() -> bench.engine.readLeases().loans(new AccountId("nobody")))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("nobody");
    }
}
