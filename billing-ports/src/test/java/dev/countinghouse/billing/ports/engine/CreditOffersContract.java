package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import dev.countinghouse.billing.ports.driving.BuyCredits.Outcome;
import dev.countinghouse.billing.ports.driving.ChangeSubscription;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.Duration;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What credits are sold for, to whom, and what is said to who wants something else. */
public abstract class CreditOffersContract extends PurchaseCase {

    @ParameterizedTest
    @CsvSource({
        "9.99, amount, 'is 9.99 USD, it must be at least 10.00 USD'",
        "1000.01, amount, 'is 1000.01 USD, it must be at most 1000.00 USD'"
    })
    void anAmountOutOfBoundsIsRefusedWithTheBound(String amount, String field, String reason) {
        assertThat(buy(amount)).isEqualTo(new Outcome.Refused(field, reason));
        assertThat(engine.readPurchases().find(ACME, FIRST)).isEmpty();
    }

    @Test
    void whatIsNotSoldIsRefusedWithWhatIs() {
        Money euros = Money.parse("25.00", Currency.getInstance("EUR"));
        refused(new Wish.Amount(euros), "amount.currency", "EUR", "USD");
        refused(new Wish.Pack("huge"), "pack", "huge", "[gpu, big]");
        bench.engine
                .publishCatalogue()
                .publish(Workbench.catalogue("catalogue: 1\ncurrency: USD\nplans:\n"
                        + "  free: {every: month, charges: {base: {name: Free, fee: 0.00}}}\n"
                        + "  pro: {every: month, charges: {base: {name: Pro, fee: 0.00}}}\n"));
        refused(new Wish.Amount(usd("25.00")), "", "no credits are sold");
    }

    private void refused(Wish wish, String field, String... parts) {
        assertThat(engine.buyCredits().buy(new BuyCredits.Order(ACME, FIRST, wish, true)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.field()).isEqualTo(field);
                    assertThat(refused.reason()).contains(parts);
                });
    }

    @Test
    void anAccountThatThereIsNotBuysNothing() {
        AccountId nobody = new AccountId("nobody");
        assertThatThrownBy(() -> engine.buyCredits()
                        .buy(new BuyCredits.Order(nobody, FIRST, new Wish.Amount(usd("25.00")), true)))
                .isInstanceOf(UnknownException.class);
        assertThatThrownBy(() -> bench.engine.buyCredits())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("payments");
    }

    @Test
    void aPackMayBeOfTheSellersOwnUnitAndExpires() {
        engine.buyCredits().buy(new BuyCredits.Order(ACME, FIRST, new Wish.Pack("gpu"), true));
        CreditUnit minutes = new CreditUnit("gpu-minutes");

        assertThat(balance(minutes).orElseThrow().available()).hasToString("1000 gpu-minutes");
        verify();
        bench.on("2026-06-10T11:59:59Z");
        assertThat(balance(minutes).orElseThrow().available().signum()).isPositive();
        bench.on("2026-06-10T12:00:00Z");
        assertThat(balance(minutes).orElseThrow().available().signum()).isZero();
    }

    @Test
    void whatAPackHoldsBeyondItsPriceIsABonus() {
        engine.buyCredits().buy(new BuyCredits.Order(ACME, FIRST, new Wish.Pack("big"), true));

        assertThat(grants()).containsExactly("purchase/first 200 of 200", "purchase/first/bonus 50 of 50");
    }

    @Test
    void theBonusIsThatOfThePlanWhenThePurchaseBegan() {
        paysWith(TestMethod.BANK_ASYNC_OK);
        bought(order(FIRST, "60.00"));
        bench.clock.advance(Duration.ofSeconds(1));
        bench.change(Workbench.toPlan("pro", ChangeSubscription.When.NOW));
        bought(order(new PurchaseId("second"), "60.00"));
        provider.decide(key(FIRST));
        provider.decide(key(new PurchaseId("second")));
        receiveAll();

        assertThat(grants())
                .containsExactlyInAnyOrder(
                        "purchase/first 60 of 60", "purchase/second 60 of 60", "purchase/second/bonus 12 of 12");
        assertThat(available()).isEqualTo("132");
    }
}
