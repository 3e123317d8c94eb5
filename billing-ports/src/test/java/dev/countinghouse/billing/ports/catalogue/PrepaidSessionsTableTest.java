package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.CreditSale;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.PlanKey;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of source C: sessions per hour by user type and size, storage by kind, spaces, the bonus. */
class PrepaidSessionsTableTest {

    private static final String HOUR = "3600";

    private final Prices prices = Prices.of(ExampleCatalogue.PREPAID_SESSIONS);

    @ParameterizedTest
    @CsvSource({
        "free,       0.05,  0.075,  0.1,  0.25",
        "pro,        0.025, 0.0375, 0.05, 0.125",
        "enterprise, 0.01,  0.015,  0.02, 0.05",
        "admin,      0,     0,      0,    0",
    })
    void sessionsCostPerHour(String userType, String small, String medium, String large, String gpu) {
        assertThat(session(userType, "small", HOUR)).isEqualTo(small + " USD");
        assertThat(session(userType, "medium", HOUR)).isEqualTo(medium + " USD");
        assertThat(session(userType, "large", HOUR)).isEqualTo(large + " USD");
        assertThat(session(userType, "gpu", HOUR)).isEqualTo(gpu + " USD");
    }

    @Test
    void sessionsArePricedByTheSecond() {
        assertThat(session("free", "small", "90")).isEqualTo("0.00125 USD");
    }

    @Test
    void anUnknownSizeCostsAsMuchAsTheDearest() {
        assertThat(session("pro", "huge", HOUR)).isEqualTo("0.125 USD");
    }

    @ParameterizedTest
    @CsvSource({"free, 0.02, 0.17", "pro, 0.02, 0.17", "enterprise, 0.02, 0.17", "admin, 0, 0"})
    void storageCostsPerGigabyteAndMonth(String userType, String bucket, String filestore) {
        assertThat(storage(userType, "gcs_bucket")).isEqualTo(bucket + " USD");
        assertThat(storage(userType, "filestore_pvc")).isEqualTo(filestore + " USD");
    }

    @ParameterizedTest
    @CsvSource({
        "ml-ready,        ML Ready Environment,  5.00 USD, 50",
        "data-science,    Data Science Toolkit,  3.00 USD, 30",
        "web-development, Web Development Stack, 2.00 USD, 20",
        "research,        Research Environment,  4.00 USD, 40",
    })
    void spacesCostOnce(String space, String name, String price, String gigabytes) {
        assertThat(prices.product(space)).isEqualTo(price);
        assertThat(prices.catalogue().products().values()).anySatisfy(product -> {
            assertThat(product.name()).isEqualTo(name);
            assertThat(product.attributes()).isEqualTo(Map.of("size_gb", gigabytes));
        });
    }

    @Test
    void onlyFreeUsersGetTheBonusOfFiveDollarsOnce() {
        assertThat(prices.plan("free").grants()).singleElement().satisfies(grant -> {
            assertThat(grant.amount()).hasToString("5 USD");
            assertThat(grant.every()).isEmpty();
            assertThat(grant.scope()).isEqualTo(GrantScope.ANYTHING);
        });
        assertThat(prices.plan("pro").grants()).isEmpty();
    }

    @Test
    void creditsAreBoughtFromTenDollarsOn() {
        CreditSale sale = prices.catalogue().creditSale().orElseThrow();
        assertThat(sale.minimum()).hasToString("10.00 USD");
        assertThat(sale.packs()).isEmpty();
    }

    /** The source has bonuses and does not say which: these are our choice. */
    @ParameterizedTest
    @CsvSource({
        "free, 100.00, ''",
        "pro, 24.99, ''",
        "pro, 25.00, 1.25 USD",
        "enterprise, 25.00, 2.5 USD",
        "admin, 25.00, ''"
    })
    void aPurchaseEarnsTheBonusOfTheUserType(String userType, String paid, String bonus) {
        CreditSale sale = prices.catalogue().creditSale().orElseThrow();
        Money money = Money.parse(paid, sale.currency());
        assertThat(sale.bonus(money, Optional.of(new PlanKey(userType)))
                        .map(given -> given.credits().toString())
                        .orElse(""))
                .isEqualTo(bonus);
    }

    @Test
    void everythingIsSettledWithCredits() {
        assertThat(prices.catalogue().plans().values()).allSatisfy(plan -> assertThat(plan.charges())
                .allSatisfy(charge -> assertThat(charge.settlement()).isEqualTo(Charge.Settlement.CREDITS)));
    }

    private String session(String userType, String size, String seconds) {
        return prices.price(userType, "sessions", Use.of(seconds, Map.of("size", size)));
    }

    private String storage(String userType, String kind) {
        return prices.price(userType, "storage", Use.of("1", Map.of("kind", kind)));
    }
}
