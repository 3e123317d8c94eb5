package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Currency;
import java.util.List;

/** How a quantity, or the events behind it, becomes an amount. */
public sealed interface ChargeModel
        permits FlatFee,
                PerUnit,
                PackagePrice,
                Graduated,
                Volume,
                Percentage,
                GraduatedPercentage,
                Dynamic,
                Matrix,
                Threshold,
                TimeOfDay {

    /** What a model has to see: nothing, how much, how much per group, or each event. */
    enum Needs {
        NOTHING,
        QUANTITY,
        GROUPS,
        EVENTS
    }

    Needs needs();

    Currency currency();

    /** The exact amount for the use; adds its steps only where they are {@link Steps#wanted() wanted}. */
    Amount amount(ChargedUse use, Steps steps);

    /** Numbers besides its own value that a meter has to demand of every event, because this model prices by them. */
    default List<String> numbers() {
        return List.of();
    }

    /** This model with its free units and the bounds of its tiers cut to a share; prices and fees stay. */
    default ChargeModel prorated(Fraction share) {
        return this;
    }

    /** Dimensions the meter has to declare for this model to price by them. */
    default List<String> dimensions() {
        return List.of();
    }
}
