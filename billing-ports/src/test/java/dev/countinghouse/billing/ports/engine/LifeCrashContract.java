package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The lives of customers with a crash in them, at calls that are drawn from all that are made, whatever becomes of notices: they
 * come to the same.
 */
public abstract class LifeCrashContract extends Seeded {

    protected abstract Storage emptyStorage();

    final CustomerLife ours() {
        return new CustomerLife() {
            @Override
            protected Storage emptyStorage() {
                return LifeCrashContract.this.emptyStorage();
            }
        };
    }

    final ProvidedLife theirs() {
        return new ProvidedLife() {
            @Override
            protected Storage emptyStorage() {
                return LifeCrashContract.this.emptyStorage();
            }
        };
    }

    /** How often a life is lived with a crash. */
    protected int crashes() {
        return Boolean.getBoolean("heavy") ? 100 : 4;
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aWholeLife(Fate fate) {
        anywhere(this::ours, CustomerLife::aWholeLife, fate);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aWholeLifeThatTheProviderInvoices(Fate fate) {
        anywhere(this::theirs, ProvidedLife::aWholeLife, fate);
    }

    final <L extends CheckoutCase> void anywhere(Supplier<L> customers, BiConsumer<L, Fate> life, Fate fate) {
        FailingStorage never = new FailingStorage(emptyStorage(), Integer.MAX_VALUE, Moment.BEFORE);
        live(customers.get(), life, fate, never);
        int calls = never.calls();
        assertThat(calls).as("calls that may fail").isGreaterThan(100);
        rounds(crashes(), round -> {
            int call = (int) between(1, calls);
            FailingStorage failing = new FailingStorage(emptyStorage(), call, oneOf(List.of(Moment.values())));
            try {
                live(customers.get(), life, fate, failing);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(
                        failing.where() + ", call " + call + " of " + calls + ": " + failure.getMessage(), failure);
            }
            assertThat(failing.hasFailed()).isTrue();
        });
    }

    private static <L extends CheckoutCase> void live(
            L customer, BiConsumer<L, Fate> life, Fate fate, FailingStorage failing) {
        customer.course = new CutOffCourse(failing, customer);
        customer.openTheShop(failing.storage());
        life.accept(customer, fate);
    }
}
