package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.checkout.PlanChoice;
import dev.countinghouse.billing.domain.checkout.ReturnPages;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driven.Checkouts.Due;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class CheckoutsContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(60);
    private static final URI PAGE = URI.create("https://pay.example/page?a=ä&b=%20");

    public static Checkout setUp(AccountId account, String id) {
        return of(account, id, new CheckoutPurpose.SetUp(Optional.of(new PlanChoice(new PlanKey("pro"), 3))));
    }

    private static Checkout of(AccountId account, String id, CheckoutPurpose purpose) {
        ReturnPages returnTo =
                new ReturnPages(URI.create("https://app.example/done?x=1#top"), URI.create("http://localhost:1/"));
        return Checkout.begin(account, new CheckoutId(id), purpose, returnTo, START);
    }

    private static Checkout opened(Checkout checkout) {
        return checkout.named(new CheckoutReference("cs_" + checkout.id())).opened(PAGE);
    }

    private boolean add(Checkout checkout, Instant lookAt) {
        return in(checkout.account(), () -> storage.checkouts().add(checkout, lookAt));
    }

    private Optional<Checkout> find(AccountId account, String id) {
        return in(account, () -> storage.checkouts().find(account, new CheckoutId(id)));
    }

    private Checkout update(Checkout checkout) {
        return in(checkout.account(), () -> storage.checkouts().update(checkout, LATER));
    }

    private List<Due> due(Instant by, int limit) {
        return asSystem(() -> storage.checkouts().dueBy(by, limit));
    }

    @Test
    void theyComeBackAsTheyWereKeptWhateverHasBecomeOfThem() {
        List<CheckoutPurpose> purposes = List.of(
                new CheckoutPurpose.SetUp(Optional.empty()),
                new CheckoutPurpose.SetUp(Optional.of(new PlanChoice(new PlanKey("pro"), 2))),
                new CheckoutPurpose.Buy(new Wish.Amount(Money.parse("10.00", USD))),
                new CheckoutPurpose.Buy(new Wish.Pack("big")));
        for (int i = 0; i < purposes.size(); i++) {
            Checkout checkout = of(ACME, "c" + i, purposes.get(i));
            assertThat(add(checkout, LATER)).isTrue();
            assertThat(find(ACME, "c" + i)).contains(checkout);
            assertThat(in(ACME, () -> storage.checkouts().find(ACME, checkout.key())))
                    .contains(checkout);
            Checkout open = update(opened(checkout));
            assertThat(open.revision()).isEqualTo(2);
            assertThat(find(ACME, "c" + i)).contains(open);
            Checkout decided =
                    update(i == 0 ? open.completed() : i == 1 ? open.failed("no \"plan\" ü") : open.expired());
            assertThat(in(ACME, () -> storage.checkouts().lock(ACME, checkout.id())))
                    .contains(decided);
        }
        assertThat(find(GLOBEX, "c1")).isEmpty();
        assertThat(in(GLOBEX, () -> storage.checkouts()
                        .find(GLOBEX, setUp(ACME, "c1").key())))
                .isEmpty();
    }

    @Test
    void anIdIsTakenOnceInItsAccount() {
        assertThat(add(setUp(ACME, "one"), LATER)).isTrue();
        assertThat(add(opened(of(ACME, "one", new CheckoutPurpose.SetUp(Optional.empty()))), START))
                .isFalse();
        assertThat(add(setUp(GLOBEX, "one"), LATER)).isTrue();

        assertThat(find(ACME, "one")).contains(setUp(ACME, "one"));
        assertThat(due(START, 9)).isEmpty();
    }

    @Test
    void aChangeIsKeptIfTheRevisionIsTheOneThatWasRead() {
        Checkout first = setUp(ACME, "one");
        add(first, LATER);
        Checkout open = update(opened(first));

        assertThatThrownBy(() -> update(first.expired()))
                .isInstanceOf(StaleVersionException.class)
                .hasMessageContaining("one");
        assertThatThrownBy(() -> update(setUp(ACME, "none"))).isInstanceOf(StaleVersionException.class);
        assertThat(find(ACME, "one")).contains(open);
    }

    @Test
    void undecidedOnesAreListedTheLongestDueFirstUntilTheyAreDecided() {
        Checkout late = setUp(ACME, "late");
        add(late, LATER);
        add(setUp(GLOBEX, "early"), START);
        add(setUp(ACME, "not-yet"), LATER.plusNanos(1_000));
        Due early = new Due(GLOBEX, new CheckoutId("early"), 0);

        assertThat(due(LATER, 9)).extracting(each -> each.id().value()).containsExactly("early", "late");
        assertThat(due(LATER, 1)).containsExactly(early);
        assertThat(in(GLOBEX, () -> storage.checkouts().postpone(early, LATER))).isTrue();
        assertThat(in(GLOBEX, () -> storage.checkouts().postpone(early, START)))
                .as("somebody was faster")
                .isFalse();
        assertThat(due(START, 9)).isEmpty();
        assertThat(due(LATER, 9)).contains(new Due(GLOBEX, new CheckoutId("early"), 1));
        update(opened(setUp(GLOBEX, "early")));
        assertThat(due(LATER, 9)).as("a change begins to count anew").contains(early);

        update(late.expired());
        assertThat(due(LATER, 9)).extracting(each -> each.id().value()).containsExactly("early");
        assertThat(in(ACME, () -> storage.checkouts().postpone(new Due(ACME, late.id(), 0), START)))
                .isFalse();
    }

    @Test
    void whatATransactionDidIsUndoneWithIt() {
        Checkout kept = setUp(ACME, "kept");
        add(kept, LATER);
        undone(Scope.of(ACME), () -> {
            storage.checkouts().add(setUp(ACME, "gone"), START);
            storage.checkouts().update(opened(kept), START);
        });
        undone(Scope.of(ACME), () -> storage.checkouts().postpone(new Due(ACME, kept.id(), 0), START));

        assertThat(find(ACME, "gone")).isEmpty();
        assertThat(find(ACME, "kept")).contains(kept);
        assertThat(due(LATER, 9)).containsExactly(new Due(ACME, kept.id(), 0));
    }

    @Test
    void ofManyThatChangeTheSameRevisionOneIsKept() {
        Checkout first = setUp(ACME, "one");
        add(first, LATER);
        List<Boolean> kept = Race.of(thread -> {
            try {
                update(thread % 2 == 0 ? opened(first) : first.expired());
                return true;
            } catch (StaleVersionException beaten) {
                return false;
            }
        });

        assertThat(kept).containsOnlyOnce(true);
        assertThat(find(ACME, "one").orElseThrow().revision()).isEqualTo(2);
    }
}
