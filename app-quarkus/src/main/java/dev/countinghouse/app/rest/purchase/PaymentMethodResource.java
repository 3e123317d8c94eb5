package dev.countinghouse.app.rest.purchase;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.PayWith;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/payment-method")
@Tag(name = "Purchases")
public class PaymentMethodResource {

    private static final int LONGEST = 255;

    private final PayWith methods;
    private final Caller caller;

    PaymentMethodResource(BillingEngine engine, Caller caller) {
        this.methods = engine.payWith();
        this.caller = caller;
    }

    @Schema(name = "PaymentMethodChoice")
    public record ChoiceBody(
            @Schema(
                            description = "What the payment provider gave the customer's browser for his card or bank"
                                    + " account; with the stand-in such as `card_ok` or `card_declined`",
                            examples = "card_ok")
                    @NotBlank
                    @Size(max = LONGEST)
                    String token) {}

    @Schema(name = "PaymentMethod")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MethodBody(
            @Schema(description = "Absent if there is none", examples = "visa 4242") @Nullable String label) {

        static MethodBody of(Optional<String> label) {
            return new MethodBody(label.orElse(null));
        }
    }

    @PUT
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "setPaymentMethod",
            summary = "Choose what an account pays by from now on",
            description = "Top-ups that were stopped because one failed go on.")
    public MethodBody set(@RestPath String account, @NotNull @Valid ChoiceBody body) {
        PayWith.Outcome outcome = methods.use(allowed(account), body.token());
        if (outcome instanceof PayWith.Outcome.Done done) {
            return MethodBody.of(done.label());
        }
        throw ProblemException.refused("token", ((PayWith.Outcome.Refused) outcome).reason());
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readPaymentMethod", summary = "What an account pays by")
    public MethodBody read(@RestPath String account) {
        return MethodBody.of(methods.label(allowed(account)));
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }
}
