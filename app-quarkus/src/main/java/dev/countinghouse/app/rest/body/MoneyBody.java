package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Money;
import java.util.Currency;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Money", description = "An amount of a currency")
public record MoneyBody(
        @Schema(description = "Decimal number in major units", examples = "186.50") String amount,
        @Schema(description = "ISO 4217 code", examples = "USD") String currency) {

    /** @throws ProblemException naming what of the field is wrong */
    public Money toMoney(String field) {
        return Fields.read(field + ".amount", String.valueOf(amount), text -> Money.parse(text, toCurrency(field)));
    }

    /** @throws ProblemException naming what of the field is wrong */
    public Currency toCurrency(String field) {
        try {
            return Currency.getInstance(String.valueOf(currency));
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid(
                    field + ".currency", "is '" + currency + "', it must be an ISO 4217 code such as USD");
        }
    }

    public static MoneyBody of(Money money) {
        return new MoneyBody(money.toDecimal(), money.currency().getCurrencyCode());
    }

    /** Exact, not rounded to minor units. */
    public static MoneyBody of(Amount amount) {
        return new MoneyBody(Decimals.text(amount.value()), amount.currency().getCurrencyCode());
    }
}
