package dev.countinghouse.app.rest.simulation;

import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.ports.driving.SimulatePlan.Simulation;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "Simulation",
        description = "Fees and usage under the own and under another plan, before discounts and tax")
public record SimulationBody(
        List<ComparisonBody> periods,
        MoneyBody actual,
        MoneyBody simulated,
        @Schema(description = "Above 0 if the account would have paid more") MoneyBody difference) {

    @Schema(name = "SimulatedPeriod")
    public record ComparisonBody(PeriodBody period, MoneyBody actual, MoneyBody simulated) {}

    static SimulationBody of(Simulation simulation) {
        return new SimulationBody(
                simulation.periods().stream()
                        .map(each -> new ComparisonBody(
                                PeriodBody.of(each.period()),
                                MoneyBody.of(each.actual()),
                                MoneyBody.of(each.simulated())))
                        .toList(),
                MoneyBody.of(simulation.actual()),
                MoneyBody.of(simulation.simulated()),
                MoneyBody.of(simulation.difference()));
    }
}
