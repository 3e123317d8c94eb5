package dev.countinghouse.app.rest.simulation;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.app.rest.catalogue.CatalogueText;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "SimulationOrder",
        description = "On which terms: a plan and its version, a plan of a catalogue that is not published, or such a"
                + " catalogue alone, in which each account takes its own plan. Of which accounts: all, unless some are"
                + " named or those on a plan.")
public record SimulationOrderBody(
        @Schema(description = "The plan that all are supposed to be on", examples = "enterprise") @Nullable String plan,
        @Schema(description = "Of the published plan; absent with a catalogue", examples = "1") @Nullable @Min(1)
                Integer version,
        @Schema(description = "YAML or JSON of a catalogue that is not published") @Nullable String catalogue,
        @Schema(description = "Only these accounts") @Nullable @Size(max = SimulatedAccounts.Listed.MOST)
                List<@NotNull String> accounts,
        @Schema(description = "Only accounts that are on this plan now, in any version", examples = "standard")
                @Nullable
                String onPlan,
        @Schema(description = "Billing periods that begin from here on", examples = "2026-01-01T00:00:00Z") @NotBlank
                String from,
        @Schema(description = "and before this, and are over", examples = "2026-02-01T00:00:00Z") @NotBlank String to) {

    SimulationOrder order() {
        return new SimulationOrder(terms(), selected(), Times.period(from, to));
    }

    private SimulatedTerms terms() {
        String text = catalogue;
        String key = plan;
        if (text == null) {
            if (key == null) {
                throw ProblemException.invalid("plan", "is missing: name a plan and its version, or send a catalogue");
            }
            if (version == null) {
                throw ProblemException.invalid(
                        "version", "is missing: say which version of plan '" + key + "', as GET /plans shows them");
            }
            return new SimulatedTerms.Published(new PlanVersionId(Fields.read("plan", key, PlanKey::new), version));
        }
        if (version != null) {
            throw ProblemException.invalid(
                    "version",
                    "is " + version + ", it must be absent: a catalogue that is not published has no versions");
        }
        Catalogue draft = CatalogueText.read(text);
        return key == null
                ? new SimulatedTerms.Draft(draft)
                : new SimulatedTerms.Drafted(draft, Fields.read("plan", key, PlanKey::new));
    }

    private SimulatedAccounts selected() {
        List<String> named = accounts;
        if (named != null && onPlan != null) {
            throw ProblemException.invalid(
                    "onPlan", "is '" + onPlan + "', it must be absent where accounts are named one by one");
        }
        if (onPlan != null) {
            return new SimulatedAccounts.OnPlan(Fields.read("onPlan", onPlan, PlanKey::new));
        }
        if (named == null) {
            return new SimulatedAccounts.All();
        }
        TreeSet<AccountId> ids = new TreeSet<>();
        named.forEach(account -> ids.add(Fields.read("accounts", account, AccountId::new)));
        return Fields.read("accounts", "", any -> new SimulatedAccounts.Listed(ids));
    }
}
