package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.CreditPack;
import dev.countinghouse.billing.domain.plan.CreditSale;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.purchase.PurchaseTerms;
import dev.countinghouse.billing.domain.purchase.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the catalogue says to the wish to buy credits: on these terms, or why not. */
sealed interface CreditOffer {

    <T> T fold(Function<Made, T> made, Function<Refused, T> refused);

    record Made(PurchaseTerms terms) implements CreditOffer {
        @Override
        public <T> T fold(Function<Made, T> made, Function<Refused, T> refused) {
            return made.apply(this);
        }
    }

    /** @param field that is wrong; empty if none is */
    record Refused(String field, String reason) implements CreditOffer {
        @Override
        public <T> T fold(Function<Made, T> made, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }

    /** @param now when the account's main plan is looked for, on which a bonus may depend */
    static CreditOffer of(AccountView view, Wish wish, Instant now) {
        Optional<CreditSale> sold = view.catalogue().creditSale();
        if (sold.isEmpty()) {
            return new Refused("", "no credits are sold: the catalogue has no 'credits'");
        }
        CreditSale sale = sold.get();
        Account account = view.account();
        if (!sale.currency().equals(account.currency())) {
            return new Refused(
                    "",
                    "account " + account.id() + " is billed in " + account.currency() + ", credits are sold in "
                            + sale.currency());
        }
        Optional<PlanKey> plan = view.mainAt(now)
                .map(stored -> stored.subscription().termAt(now).plan().plan());
        return wish.fold(amount -> ofAmount(sale, amount, plan), pack -> ofPack(sale, pack));
    }

    private static CreditOffer ofAmount(CreditSale sale, Wish.Amount wish, Optional<PlanKey> plan) {
        Money amount = wish.amount();
        if (!amount.currency().equals(sale.currency())) {
            return new Refused(
                    "amount.currency",
                    "is '" + amount.currency() + "', it must be " + sale.currency() + ", which credits are sold in");
        }
        if (amount.compareTo(sale.minimum()) < 0) {
            return new Refused("amount", "is " + amount + ", it must be at least " + sale.minimum());
        }
        Optional<Money> exceeded = sale.maximum().filter(most -> amount.compareTo(most) > 0);
        return exceeded.isPresent()
                ? new Refused("amount", "is " + amount + ", it must be at most " + exceeded.get())
                : new Made(PurchaseTerms.of(sale, wish, plan));
    }

    private static CreditOffer ofPack(CreditSale sale, Wish.Pack wish) {
        Optional<CreditPack> pack = sale.pack(wish.key());
        List<String> packs = sale.packs().stream().map(CreditPack::key).toList();
        String otherwise = packs.isEmpty()
                ? "no packs are sold, buy an amount instead"
                : "it must be one of the packs that are sold: " + packs;
        return pack.isPresent()
                ? new Made(PurchaseTerms.of(sale, pack.get()))
                : new Refused("pack", "is '" + wish.key() + "', " + otherwise);
    }
}
