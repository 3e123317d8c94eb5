package dev.countinghouse.billing.ports.engine;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever becomes of notices, it comes to the same. */
public abstract class CustomerLifeContract extends CustomerLife {

    @ParameterizedTest
    @EnumSource(Fate.class)
    void fromTheFirstVisitToTheLastInvoice(Fate fate) {
        aWholeLife(fate);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aTrialThatEndsWithACardIsPaidFor(Fate fate) {
        aTrialWithACard(fate);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aTrialThatEndsWithoutOneEndsTheSubscriptionSoonerOrLater(Fate fate) {
        aTrialWithoutACard(fate);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void pagesOfTheProviderAgreeWithUs(Fate fate) {
        pagesOfTheProvider(fate);
    }
}
