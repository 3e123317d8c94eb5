package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import dev.countinghouse.billing.ports.engine.RandomCredits.Command;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;

/** Credits that are bought at random, and money that goes back here, elsewhere, or to a bank, told or not. */
final class RandomPurchases {

    private static final List<TestMethod> METHODS = List.of(
            TestMethod.CARD_OK, TestMethod.BANK_ASYNC_OK, TestMethod.BANK_ASYNC_FAILS, TestMethod.CARD_DECLINED);

    private final Random random;
    private final List<PurchaseId> bought = new ArrayList<>(List.of(new PurchaseId("none")));

    RandomPurchases(Random random) {
        this.random = random;
    }

    Command next(int number) {
        return switch (random.nextInt(15)) {
            case 0, 1 -> buy(number);
            case 2, 3 -> refund(number);
            case 4 -> refundElsewhere();
            case 5, 6 -> dispute();
            case 7, 8 -> decideDispute();
            case 9, 10 -> atProvider("bank decides", PaymentStandIn::decide);
            case 11, 12 -> hear(random.nextInt(4) == 0);
            case 13 -> payWith();
            default ->
                new Command("resume", false, false, world -> world.engine
                        .resumePurchases()
                        .resume(100));
        };
    }

    private Command buy(int number) {
        PurchaseId id = new PurchaseId("p" + number);
        bought.add(id);
        Wish wish = random.nextInt(4) == 0 ? new Wish.Pack("gpu") : new Wish.Amount(money(10 + 10 * random.nextInt(7)));
        BuyCredits.Order order = new BuyCredits.Order(ACME, id, wish, true);
        return new Command("buy", true, true, world -> world.engine.buyCredits().buy(order));
    }

    private Command refund(int number) {
        PurchaseId id = lately();
        Money amount = money(1 + random.nextInt(9));
        return new Command("refund", true, true, world -> world.engine
                .refundPurchase()
                .refund(ACME, id, new RefundId("r" + number), amount));
    }

    private Command refundElsewhere() {
        Money amount = money(1 + random.nextInt(9));
        return atProvider("refunded elsewhere", (provider, key) -> provider.refundFromOutside(key, amount));
    }

    private Command dispute() {
        return atProvider("disputed", (provider, key) -> provider.openDispute(key, "fraudulent"));
    }

    private Command decideDispute() {
        boolean won = random.nextBoolean();
        return atProvider("dispute decided", (provider, key) -> provider.closeDispute(key, won));
    }

    private Command atProvider(String what, BiFunction<PaymentStandIn, PaymentKey, Object> happens) {
        PurchaseId id = lately();
        return new Command(what, false, false, world -> world.engine
                .readPurchases()
                .find(ACME, id)
                .map(purchase -> happens.apply(world.provider, purchase.deal().key()))
                .orElse("not bought"));
    }

    /** All notices there are, in some order, the same of those that are left when it was cut off; or they are lost. */
    private Command hear(boolean lost) {
        long order = random.nextLong();
        return new Command(lost ? "lose notices" : "hear", false, !lost, world -> {
            List<SignedNotice> notices = new ArrayList<>(world.provider.pendingNotices(100));
            notices.sort(Comparator.comparing(
                    notice -> new Random(order ^ (notice.page() + "/" + notice.number()).hashCode()).nextLong()));
            notices.forEach(notice -> {
                if (lost) {
                    world.provider.delivered(notice);
                } else {
                    world.hear(notice);
                }
            });
            return notices.size();
        });
    }

    private Command payWith() {
        TestMethod method = METHODS.get(random.nextInt(METHODS.size()));
        return new Command("pay with", false, true, world -> {
            world.engine.payWith().use(ACME, method.token());
            return Optional.of(method);
        });
    }

    private PurchaseId lately() {
        int from = Math.max(0, bought.size() - 3);
        return bought.get(from + random.nextInt(bought.size() - from));
    }

    private static Money money(long dollars) {
        return new Money(dollars * 100, USD);
    }
}
