package dev.countinghouse.app.rest.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Csv;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Compared;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Skipped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SimulationResult", description = "What came out for one account: three amounts, or why there are none")
public record SimulationResultBody(
        String account,
        @Nullable MoneyBody actual,
        @Nullable MoneyBody simulated,
        @Schema(description = "Above 0 if the account would have paid more") @Nullable MoneyBody difference,
        @Schema(
                        description = "Why it is skipped",
                        enumeration = {"no_period", "other_currency", "other_interval", "no_such_plan", "error"})
                @Nullable
                String skipped,
        @Schema(description = "The same in words") @Nullable String detail) {

    static final List<String> COLUMNS =
            List.of("account", "currency", "actual", "simulated", "difference", "skipped", "detail");

    static SimulationResultBody of(SimulationResult result) {
        String account = result.account().value();
        if (result.outcome() instanceof Compared compared) {
            return new SimulationResultBody(
                    account,
                    MoneyBody.of(compared.actual()),
                    MoneyBody.of(compared.simulated()),
                    MoneyBody.of(compared.difference()),
                    null,
                    null);
        }
        Skipped skipped = (Skipped) result.outcome();
        return new SimulationResultBody(account, null, null, null, Fields.word(skipped.reason()), skipped.detail());
    }

    List<String> row() {
        return List.of(
                Csv.harmless(account),
                actual == null ? "" : actual.currency(),
                amount(actual),
                amount(simulated),
                amount(difference),
                skipped == null ? "" : skipped,
                detail == null ? "" : Csv.harmless(detail));
    }

    private static String amount(@Nullable MoneyBody money) {
        return money == null ? "" : money.amount();
    }
}
