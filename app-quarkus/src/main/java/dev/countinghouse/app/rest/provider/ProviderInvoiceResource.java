package dev.countinghouse.app.rest.provider;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.config.Settings.Invoicing;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Place;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/provider-invoices")
@Tag(name = "Provider invoices", description = "The invoices of the payment provider, where he invoices")
public class ProviderInvoiceResource {

    private final BillingEngine engine;
    private final Settings settings;
    private final Caller caller;

    ProviderInvoiceResource(BillingEngine engine, Settings settings, Caller caller) {
        this.engine = engine;
        this.settings = settings;
        this.caller = caller;
    }

    @Schema(name = "ProviderCreditRequest")
    public record CreditBody(
            @Schema(
                            description =
                                    "Chosen by you, once for each thing to give back, so that a repeated call gives"
                                            + " it back once",
                            examples = "outage-2026-01-12")
                    @NotBlank
                    @Size(max = 255)
                    String id,
            @Schema(description = "With tax, in the invoice's currency", examples = "12.00") @NotBlank String amount,
            @Schema(description = "As the credit note states it", examples = "Outage on 12 January")
                    @NotBlank
                    @Size(max = 500)
                    String reason) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listProviderInvoices", summary = "List the provider's invoices, the newest first")
    public Page<ProviderInvoiceBody> list(
            @RestQuery @Parameter(description = "Absent for all that the key is for") @Nullable String account,
            @RestQuery
                    @Parameter(description = "`draft`, `open`, `paid`, `void` or `uncollectible`; absent for all")
                    @Nullable
                    String status,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        Optional<AccountId> whose = account == null ? caller.boundTo() : Optional.of(caller.meant(account));
        requireProvider();
        List<Copy> found = engine.readProviderInvoices()
                .list(
                        whose,
                        Optional.ofNullable(status).map(word -> Fields.word("status", word, Status.class)),
                        Cursor.parse(cursor, 2).map(parts -> place(parts, String.valueOf(cursor))),
                        limit + 1);
        return Page.of(
                found,
                limit,
                ProviderInvoiceBody::of,
                last -> Cursor.of(
                        last.invoice().dates().createdAt().toString(),
                        last.invoice().reference().value()));
    }

    private static Place place(List<String> parts, String cursor) {
        try {
            return new Place(Instant.parse(parts.get(0)), new InvoiceReference(parts.get(1)));
        } catch (DateTimeException | IllegalArgumentException malformed) {
            throw Cursor.wrong(cursor);
        }
    }

    @GET
    @Path("/{reference}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readProviderInvoice", summary = "Read an invoice of the provider's")
    public ProviderInvoiceBody read(@RestPath String reference) {
        return ProviderInvoiceBody.of(visible(reference));
    }

    @POST
    @Path("/{reference}/finalize")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "finalizeProviderInvoice",
            summary = "Have a draft finalised now",
            description =
                    "Before the provider would have done so. For the seller. One that is finalised stays as it is.")
    public ProviderInvoiceBody finalizeNow(@RestPath String reference) {
        return sellersChange(reference, new Step.Finalize());
    }

    @POST
    @Path("/{reference}/pay")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "payProviderInvoice",
            summary = "Have an invoice collected now",
            description = "By what the account pays by. 422 if that is declined, or there is nothing to be paid.")
    public ProviderInvoiceBody pay(@RestPath String reference) {
        return changed(visible(reference), new Step.Pay());
    }

    @POST
    @Path("/{reference}/paid-outside")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "payProviderInvoiceOutside",
            summary = "Say that an invoice was paid past the provider",
            description = "By bank transfer, say. For the seller.")
    public ProviderInvoiceBody paidOutside(@RestPath String reference) {
        return sellersChange(reference, new Step.PaidOutside());
    }

    @POST
    @Path("/{reference}/void")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "voidProviderInvoice",
            summary = "Make an invoice void",
            description = "It is owed no more. For the seller; not for a draft, which is deleted at the provider.")
    public ProviderInvoiceBody makeVoid(@RestPath String reference) {
        return sellersChange(reference, new Step.Void());
    }

    @POST
    @Path("/{reference}/write-off")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "writeOffProviderInvoice",
            summary = "Write an invoice off",
            description = "It is not collected any more; it may be paid all the same. For the seller.")
    public ProviderInvoiceBody writeOff(@RestPath String reference) {
        return sellersChange(reference, new Step.WriteOff());
    }

    @POST
    @Path("/{reference}/credit-notes")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "creditProviderInvoice",
            summary = "Have a credit note made",
            description =
                    "It takes something off an open invoice. Of a paid one it gives back: to the card it was paid by,"
                            + " otherwise to the customer's balance at the provider. Asked again with the same id it makes no other;"
                            + " with another amount under that id, 409. For the seller.")
    public ProviderInvoiceBody credit(@RestPath String reference, @NotNull @Valid CreditBody body) {
        Copy copy = visible(reference);
        caller.requireUnbound(); // a customer gives nothing back to itself
        Money amount = Fields.read(
                "amount",
                body.amount,
                text -> Money.parse(text, copy.invoice().amounts().total().currency()));
        if (amount.signum() <= 0) {
            throw ProblemException.invalid("amount", "is " + body.amount + ", it must be more than 0");
        }
        try {
            return changed(copy, new Step.Credit(body.id, amount, body.reason));
        } catch (UnknownException gone) {
            throw gone;
        } catch (IllegalArgumentException other) {
            throw ProblemException.of(Kind.CONFLICT, String.valueOf(other.getMessage()));
        }
    }

    private ProviderInvoiceBody sellersChange(String reference, Step step) {
        Copy copy = visible(reference);
        caller.requireUnbound();
        return changed(copy, step);
    }

    private ProviderInvoiceBody changed(Copy copy, Step step) {
        InvoiceReference reference = copy.invoice().reference();
        if (!engine.followsInvoices()) {
            throw ProblemException.refused(
                    "this service makes the invoices itself: countinghouse.invoicing is not provider");
        }
        if (engine.changeProviderInvoice().change(reference, step) instanceof Outcome.Refused refused) {
            throw ProblemException.refused(refused.reason());
        }
        return ProviderInvoiceBody.of(visible(reference.value()));
    }

    private Copy visible(String reference) {
        requireProvider();
        return reference(reference)
                .flatMap(engine.readProviderInvoices()::find)
                .filter(copy -> caller.sees(copy.invoice().account()))
                .orElseThrow(() -> ProblemException.notFound("invoice '" + reference + "' of the provider's"));
    }

    private static Optional<InvoiceReference> reference(String text) {
        try {
            return Optional.of(new InvoiceReference(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private void requireProvider() {
        if (settings.invoicing() != Invoicing.PROVIDER) {
            throw ProblemException.refused("this service makes the invoices itself, they are under /invoices:"
                    + " countinghouse.invoicing is not provider");
        }
    }
}
