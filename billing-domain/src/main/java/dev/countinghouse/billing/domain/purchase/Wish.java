package dev.countinghouse.billing.domain.purchase;

import dev.countinghouse.billing.domain.money.Money;
import java.util.function.Function;

/** What somebody wants to buy. */
public sealed interface Wish {

    <T> T fold(Function<Amount, T> amount, Function<Pack, T> pack);

    /** As many credits of a currency as this is money. */
    record Amount(Money amount) implements Wish {
        @Override
        public <T> T fold(Function<Amount, T> ofAmount, Function<Pack, T> ofPack) {
            return ofAmount.apply(this);
        }
    }

    /** A pack of the catalogue. */
    record Pack(String key) implements Wish {
        @Override
        public <T> T fold(Function<Amount, T> ofAmount, Function<Pack, T> ofPack) {
            return ofPack.apply(this);
        }
    }
}
