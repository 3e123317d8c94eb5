package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue.Outcome;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.StandInBook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cut off at any call, of the storage or of the provider, and begun anew, it comes to the same. */
class ProvisionCrashTest {

    private static final String STACK = CatalogueWriter.yaml(ExampleCatalogue.BILLING_STACK.catalogue())
            + "coupons: {launch: {percent_off: 20, invoices: once}}\n";
    private static final String LATER = STACK.replace("fee: 99.00", "fee: 129.00")
            .replace("name: Standard plan", "name: Standard 2")
            .replace("percent_off: 20", "percent_off: 25");

    /** A catalogue that is provisioned, and another one that is published. */
    private static final class Shop {

        private final Storage storage = InMemoryStorage.empty();
        private final PriceStandIn standIn = new PriceStandIn(StandInBook.inMemory());
        private final BillingEngine engine =
                BillingEngine.builder().storage(storage).invoicedBy(standIn).build();

        Shop() {
            publish(STACK);
            apply(engine);
            publish(LATER);
        }

        private void publish(String text) {
            engine.publishCatalogue()
                    .publish(CatalogueReader.read("catalogue", text).orThrow());
        }

        /** Whether it was cut off. */
        boolean failsAt(int call, Moment moment) {
            FailingStorage failing = new FailingStorage(storage, call, moment);
            BillingEngine mortal = BillingEngine.builder()
                    .storage(failing.storage())
                    .invoicedBy(failing.failing(PriceGateway.class, standIn))
                    .build();
            failing.arm();
            try {
                apply(mortal);
            } catch (UnavailableException cut) {
                assertThat(failing.hasFailed()).isTrue();
            }
            return failing.hasFailed();
        }
    }

    private static Outcome.Provisioned apply(BillingEngine engine) {
        return engine.provisionCatalogue().apply().fold(done -> done, refused -> {
            throw new AssertionError(refused.problems());
        });
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsCutOffBeginsAnew(Moment moment) {
        Outcome.Provisioned usual = apply(new Shop().engine);
        int call = 1;
        Shop shop = new Shop();
        while (shop.failsAt(call, moment)) {
            Outcome.Provisioned after = apply(shop.engine);

            assertThat(after.prices()).as("cut off at call " + call).isEqualTo(usual.prices());
            assertThat(after.coupons()).isEqualTo(usual.coupons());
            assertThat(apply(shop.engine).diff().isEmpty()).isTrue();
            shop = new Shop();
            call++;
        }
        assertThat(call).isGreaterThan(20);
    }
}
