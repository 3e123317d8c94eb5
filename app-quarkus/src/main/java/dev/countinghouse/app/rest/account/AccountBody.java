package dev.countinghouse.app.rest.account;

import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Account", description = "A customer")
public record AccountBody(
        @Schema(description = "Your own key of the customer; usage may arrive under it", examples = "acme")
                @NotBlank
                @Size(max = AccountId.MAX_LENGTH)
                String id,
        @Schema(description = "As invoices name it", examples = "Acme Inc.") @NotBlank @Size(max = 500) String name,
        @Schema(description = "Lines of the postal address") @Nullable @Size(max = 10)
                List<@NotNull @Size(max = 200) String> address,
        @Nullable @Size(max = 100) String taxId,
        @Schema(description = "Where bills are to be sent", examples = "billing@acme.example")
                @Nullable
                @Size(max = 254)
                String email,
        @Schema(description = "IANA time zone in which its days and months begin", examples = "America/New_York")
                @NotBlank
                String timeZone,
        @Schema(description = "ISO 4217 code of what it is billed in", examples = "USD") @NotBlank String currency,
        @Schema(description = "Taxes added to each invoice") @Nullable @Size(max = 10)
                List<@NotNull @Valid TaxBody> taxes,
        @Schema(description = "Further keys its usage may arrive under") @Nullable @Size(max = 1000)
                List<@NotBlank @Size(max = AccountId.MAX_LENGTH) String> subjects) {

    @Schema(name = "TaxRate")
    public record TaxBody(
            @Schema(examples = "vat") @NotBlank String key,
            @Schema(examples = "VAT") @NotBlank String name,
            @Schema(description = "In percent, from 0 to 100", examples = "19") @NotBlank String percent) {}

    public static AccountBody of(Account account) {
        return new AccountBody(
                account.id().value(),
                account.party().name(),
                account.party().address(),
                account.party().taxId(),
                account.party().email(),
                account.zone().getId(),
                account.currency().getCurrencyCode(),
                account.taxes().stream()
                        .map(tax -> new TaxBody(tax.key(), tax.name(), Decimals.text(tax.percent())))
                        .toList(),
                List.copyOf(account.subjects()));
    }

    public Account toAccount() {
        return new Account(
                new AccountId(id),
                party(name, address, taxId, email),
                zone(),
                knownCurrency(),
                orNone(taxes).stream()
                        .map(tax -> new TaxRate(tax.key, tax.name, Decimals.parse("taxes.percent", tax.percent)))
                        .toList(),
                new TreeSet<>(orNone(subjects)));
    }

    static Party party(String name, @Nullable List<String> address, @Nullable String taxId, @Nullable String email) {
        String known = email == null ? "" : email;
        Party.emailRefusal(known).ifPresent(reason -> {
            throw ProblemException.invalid("email", reason);
        });
        return new Party(name, orNone(address), taxId == null ? "" : taxId, known);
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid(
                    "timeZone", "is '" + timeZone + "', it must be an IANA time zone such as Europe/Berlin");
        }
    }

    private Currency knownCurrency() {
        try {
            return Currency.getInstance(currency);
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid(
                    "currency", "is '" + currency + "', it must be an ISO 4217 code such as USD");
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
