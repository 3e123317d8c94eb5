package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A table of wrong input to one port: each has to be refused in words that name what is wrong, and to change nothing. */
final class WrongInput {

    private static final Set<String> REFUSALS = Set.of("Refused", "Rejected", "NotUnderstood");

    private final Workbench bench;
    private final List<DynamicTest> tests = new ArrayList<>();

    private WrongInput(Workbench bench) {
        this.bench = bench;
    }

    static WrongInput to(Workbench bench) {
        return new WrongInput(bench);
    }

    /** @param named what the refusal has to contain, such as the field and the value */
    WrongInput isRefused(String what, Supplier<?> attempt, String... named) {
        tests.add(DynamicTest.dynamicTest(what, () -> {
            StoredState before = StoredState.of(bench.storage);
            assertThat(refusal(attempt)).as(what).contains(named);
            assertThat(StoredState.of(bench.storage)).as(what).isEqualTo(before);
        }));
        return this;
    }

    private static String refusal(Supplier<?> attempt) {
        try {
            Object answer = attempt.get();
            Object outcome = answer instanceof List<?> list ? list.get(0) : answer;
            assertThat(outcome.getClass().getSimpleName()).as("%s", outcome).isIn(REFUSALS);
            return outcome.toString();
        } catch (IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    Stream<DynamicTest> tests() {
        return tests.stream();
    }
}
