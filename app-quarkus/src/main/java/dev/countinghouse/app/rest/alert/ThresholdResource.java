package dev.countinghouse.app.rest.alert;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Percents;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/accounts/{account}/alert-thresholds")
@Tag(name = "Alerts")
public class ThresholdResource {

    private final BillingEngine engine;
    private final Caller caller;

    ThresholdResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @Schema(name = "AlertThresholds")
    public record ThresholdsBody(
            @Schema(
                            description = "In percent, above 0 and at most 1000, 10 at most; none for no alerts",
                            examples = "[\"80\", \"100\"]")
                    @NotNull
                    List<@NotBlank String> thresholds) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "readAlertThresholds",
            summary = "Of what an account is alerted",
            description = "Its own choice, or what the instance is set to. Budgets may say otherwise.")
    public ThresholdsBody read(@RestPath String account) {
        return body(allowed(account));
    }

    @PUT
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "setAlertThresholds", summary = "Choose of what an account is alerted")
    public ThresholdsBody set(@RestPath String account, @NotNull @Valid ThresholdsBody body) {
        AccountId id = allowed(account);
        engine.setThresholds().set(id, Percents.parse(body.thresholds()));
        return body(id);
    }

    @DELETE
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "resetAlertThresholds", summary = "Go back to what the instance is set to")
    public ThresholdsBody reset(@RestPath String account) {
        AccountId id = allowed(account);
        engine.setThresholds().reset(id);
        return body(id);
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    private ThresholdsBody body(AccountId account) {
        return new ThresholdsBody(Percents.texts(engine.readAlerts().thresholds(account)));
    }
}
