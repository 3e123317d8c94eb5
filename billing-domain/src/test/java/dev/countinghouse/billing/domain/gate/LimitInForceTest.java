package dev.countinghouse.billing.domain.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.SoldLimit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitInForceTest {

    @Test
    void whatPlansHaveOfOneIsAddedUpAndKeepsTheirOrder() {
        assertThat(of(
                        List.of(
                                sold("pro", "b", 60),
                                sold("pro", "a", 5),
                                sold("boost", "b", 30),
                                sold("boost", "b", 30)),
                        List.of()))
                .containsExactly("a 5 PLAN [pro@1]", "b 120 PLAN [pro@1, boost@1, boost@1]");
    }

    @Test
    void theAccountsOwnReplacesTheSumAndStandsAlone() {
        List<SoldLimit> sold = List.of(sold("pro", "b", 60), sold("boost", "b", 30));
        assertThat(of(sold, List.of(limit("b", 1), limit("c", 2))))
                .containsExactly("b 1 ACCOUNT [pro@1, boost@1]", "c 2 ACCOUNT []");
        assertThat(of(sold, List.of(limit("b", 1_000)))).containsExactly("b 1000 ACCOUNT [pro@1, boost@1]");
    }

    private static List<String> of(List<SoldLimit> sold, List<UsageLimit> own) {
        return LimitInForce.of(sold, own).stream()
                .map(each -> each.limit().id() + " " + each.limit().most() + " " + each.source() + " " + each.plans())
                .toList();
    }

    private static SoldLimit sold(String plan, String id, long most) {
        return new SoldLimit(new PlanVersionId(new PlanKey(plan), 1), limit(id, most));
    }

    private static UsageLimit limit(String id, long most) {
        return new UsageLimit(
                new LimitId(id), new LimitMeasure.Calls(), Optional.empty(), LimitWindow.MINUTE, Fraction.of(most));
    }
}
