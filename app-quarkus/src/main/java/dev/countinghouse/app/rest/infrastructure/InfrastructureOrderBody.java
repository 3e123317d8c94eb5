package dev.countinghouse.app.rest.infrastructure;

import dev.countinghouse.app.rest.account.AccountBody;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ProvisionAccount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "InfrastructureOrder", description = "The wish to open an account that has infrastructure")
public record InfrastructureOrderBody(
        @Schema(
                        description = "Chosen by you, so that a repeated call is recognised; another one for another"
                                + " attempt after `undone`",
                        examples = "first")
                @NotBlank
                String id,
        @Schema(description = "As it is opened once everything is there; its id is that of the address") @NotNull @Valid
                AccountBody customer,
        @Schema(description = "It is put on then, with the credits that come with it", examples = "free") @NotBlank
                String plan,
        @Schema(description = "The id of its subscription", examples = "acme-main") @NotBlank @Size(max = 64)
                String subscription) {

    ProvisionAccount.Order toOrder(AccountId owner) {
        if (!customer.id().equals(owner.value())) {
            throw ProblemException.invalid(
                    "customer.id", "is '" + customer.id() + "', it must be that of the address, '" + owner + "'");
        }
        return new ProvisionAccount.Order(
                Fields.read("id", id, text -> new ProvisionId(LedgerId.requireOwn("infrastructure", text))),
                new Purpose.OfAccount(
                        customer.toAccount(),
                        Fields.read("subscription", subscription, SubscriptionId::new),
                        Fields.read("plan", plan, PlanKey::new)));
    }
}
