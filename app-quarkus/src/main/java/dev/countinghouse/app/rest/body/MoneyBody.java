package dev.countinghouse.app.rest.body;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Money;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Money", description = "An amount of a currency")
public record MoneyBody(
        @Schema(description = "Decimal number in major units", examples = "186.50") String amount,
        @Schema(description = "ISO 4217 code", examples = "USD") String currency) {

    public static MoneyBody of(Money money) {
        return new MoneyBody(money.toDecimal(), money.currency().getCurrencyCode());
    }

    /** Exact, not rounded to minor units. */
    public static MoneyBody of(Amount amount) {
        return new MoneyBody(Decimals.text(amount.value()), amount.currency().getCurrencyCode());
    }
}
