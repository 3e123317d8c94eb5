package dev.countinghouse.app.rest.purchase;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "TopUp", description = "Credits are bought by themselves when there are few left")
public record TopUpBody(
        @Schema(description = "Below which they are, of what is available for anything") @NotNull MoneyBody threshold,
        @Schema(description = "How much is bought each time") @NotNull MoneyBody amount,
        @Schema(description = "What is bought this way at most in a calendar month of the account") @NotNull
                MoneyBody monthlyLimit) {

    TopUp toTopUp() {
        CreditUnit unit = CreditUnit.of(threshold.toCurrency("threshold"));
        return new TopUp(
                Fields.read("threshold.amount", String.valueOf(threshold.amount()), text -> Credits.parse(text, unit)),
                amount.toMoney("amount"),
                monthlyLimit.toMoney("monthlyLimit"));
    }

    static TopUpBody of(TopUp topUp) {
        return new TopUpBody(
                new MoneyBody(
                        topUp.threshold().toDecimal(), topUp.threshold().unit().code()),
                MoneyBody.of(topUp.amount()),
                MoneyBody.of(topUp.monthlyLimit()));
    }
}
