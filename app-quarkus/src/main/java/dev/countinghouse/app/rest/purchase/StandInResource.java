package dev.countinghouse.app.rest.purchase;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.PaymentTry;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driving.ReadPurchases;
import dev.countinghouse.billing.ports.driving.ReadReceivables;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What only a bank, a customer or the provider's dashboard does, for trying it out. We hear of it by a notice. */
@Path("/payment-stand-in/{account}/{purchase}")
@Tag(
        name = "Payment stand-in",
        description =
                "Plays the customer and his bank, while there is no real provider. What is named is a purchase, or an"
                        + " invoice: then its last payment is meant")
public class StandInResource {

    private static final int LONGEST = 100;

    private final Payments payments;
    private final ReadPurchases purchases;
    private final ReadReceivables receivables;
    private final Caller caller;

    StandInResource(Payments payments, BillingEngine engine, Caller caller) {
        this.payments = payments;
        this.purchases = engine.readPurchases();
        this.receivables = engine.readReceivables();
        this.caller = caller;
    }

    @Schema(name = "StandInAnswer")
    public record AnswerBody(
            @Schema(description = "Whether it goes well; true where absent", examples = "true") @Nullable
                    Boolean succeeds) {}

    @Schema(name = "StandInDispute")
    public record DisputeBody(
            @Schema(description = "`fraudulent` where absent", examples = "fraudulent")
                    @Size(min = 1, max = LONGEST)
                    @Nullable
                    String reason) {}

    @Schema(name = "StandInDisputeEnd")
    public record DisputeEndBody(
            @Schema(description = "Whether we get the money back", examples = "true") @NotNull Boolean won) {}

    @Schema(name = "StandInRefund")
    public record RefundOfBody(@NotNull MoneyBody amount) {}

    @POST
    @Path("/authenticate")
    @RolesAllowed(Permission.ADMIN)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @Operation(operationId = "standInAuthenticate", summary = "The customer authenticates himself, or fails to")
    public void authenticate(@RestPath String account, @RestPath String purchase, @Valid @Nullable AnswerBody body) {
        boolean succeeds = body == null || body.succeeds() == null || body.succeeds();
        play(account, purchase, (bank, payment) -> bank.authenticate(payment, succeeds));
    }

    @POST
    @Path("/decide")
    @RolesAllowed(Permission.ADMIN)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @Operation(operationId = "standInDecide", summary = "The bank decides on a payment earlier than it would")
    public void decide(@RestPath String account, @RestPath String purchase) {
        play(account, purchase, PaymentStandIn::decide);
    }

    @POST
    @Path("/dispute")
    @RolesAllowed(Permission.ADMIN)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @Operation(operationId = "standInDispute", summary = "The customer wants his money back from his bank")
    public void dispute(@RestPath String account, @RestPath String purchase, @Valid @Nullable DisputeBody body) {
        String reason = body == null || body.reason() == null ? "fraudulent" : body.reason();
        play(account, purchase, (bank, payment) -> bank.openDispute(payment, reason));
    }

    @POST
    @Path("/close-dispute")
    @RolesAllowed(Permission.ADMIN)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @Operation(operationId = "standInCloseDispute", summary = "It is decided who is right")
    public void closeDispute(@RestPath String account, @RestPath String purchase, @NotNull @Valid DisputeEndBody body) {
        play(account, purchase, (bank, payment) -> bank.closeDispute(payment, body.won()));
    }

    @POST
    @Path("/refund")
    @RolesAllowed(Permission.ADMIN)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @Operation(operationId = "standInRefund", summary = "Somebody gives money back in the provider's dashboard")
    public void refund(@RestPath String account, @RestPath String purchase, @NotNull @Valid RefundOfBody body) {
        play(
                account,
                purchase,
                (bank, payment) -> bank.refundFromOutside(payment, body.amount().toMoney("amount")));
    }

    /** An invoice's is the last that was tried. */
    private Optional<PaymentKey> paymentOf(AccountId account, String name) {
        Optional<PaymentKey> bought = purchases
                .find(account, Fields.read("purchase", name, PurchaseId::new))
                .map(found -> found.deal().key());
        return bought.or(() -> InvoiceNumber.parse(name)
                .flatMap(number -> receivables.find(account, number))
                .flatMap(standing -> standing.receivable().receipts().last())
                .map(PaymentTry::key));
    }

    private void play(String account, String purchase, BiConsumer<PaymentStandIn, PaymentKey> part) {
        caller.requireUnbound();
        PaymentStandIn bank = payments.standIn()
                .orElseThrow(() -> ProblemException.notFound("payment stand-in: payments are taken by a provider"));
        PaymentKey payment = paymentOf(new AccountId(account), purchase)
                .orElseThrow(() -> ProblemException.notFound(
                        "payment of purchase or invoice '" + purchase + "' of account '" + account + "'"));
        try {
            part.accept(bank, payment);
        } catch (IllegalArgumentException notNow) {
            throw ProblemException.refused(String.valueOf(notNow.getMessage()));
        }
    }
}
