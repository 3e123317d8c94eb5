package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In memory there is time for the shorter ones, too. */
class LifeCrashTest extends LifeCrashContract {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aTrialWithACard(Fate fate) {
        anywhere(this::ours, CustomerLife::aTrialWithACard, fate);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aTrialWithoutACard(Fate fate) {
        anywhere(this::ours, CustomerLife::aTrialWithoutACard, fate);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aTrialWithACardThatTheProviderInvoices(Fate fate) {
        anywhere(this::theirs, ProvidedLife::aTrialWithACard, fate);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aTrialWithoutACardThatTheProviderInvoices(Fate fate) {
        anywhere(this::theirs, ProvidedLife::aTrialWithoutACard, fate);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void ofWhoDoesNotPayTheProvider(Fate fate) {
        anywhere(this::theirs, ProvidedLife::ofWhoDoesNotPay, fate);
    }
}
