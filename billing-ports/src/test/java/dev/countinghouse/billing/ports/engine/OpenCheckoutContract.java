package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.Checkout.State;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkouts: whatever becomes of notices and of those that ask, what follows from one happens once or not at all. */
public abstract class OpenCheckoutContract extends CheckoutCase {

    // ---------------------------------------------------------------- a method, and a plan with it

    @Test
    void aPageIsOpenedForACustomerWhoIsMadeKnownFirst() {
        register();
        CheckoutReference reference = opened(toPlan("pro"));

        assertThat(found().state()).isEqualTo(State.OPEN);
        assertThat(found().page().orElseThrow().toString()).isEqualTo("https://pay.example/checkout/" + reference);
        assertThat(there().name()).isEqualTo("Party acme");
        assertThat(opened(toPlan("pro"))).as("asked again").isEqualTo(reference);
        assertThat(plans()).containsExactly("free");
    }

    @Test
    void whomAnEarlierProviderKnewIsMadeKnownToThisOne() {
        register();
        engine.syncCustomers().sync(9);
        moveToAnotherProvider();
        assertThat(pages.find(ACME)).isEmpty();

        assertThat(pages.portal(portal())).isPresent();
        assertThat(pages.find(opened(setUp()))).isPresent();
        assertThat(there().name()).isEqualTo(party().name());
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void whoChoosesAMethodIsOnThePlanOnceAndPaysByIt(Fate fate) {
        register();
        CheckoutReference reference = opened(toPlan("pro"));
        pages.complete(reference, "card_insufficient_funds");
        take(fate);

        assertThat(found().state()).isEqualTo(State.COMPLETED);
        assertThat(plans()).containsExactly("pro");
        assertThat(engine.payWith().label(ACME)).contains("visa 9995");
        assertThat(Workbench.totals(bench.invoices(ACME))).hasSize(1);
        assertThat(opened(toPlan("pro"))).as("asked again").isEqualTo(reference);
    }

    @Test
    void whoHasNoPlanStartsOnIt() {
        open(ACME);
        pages.complete(opened(toPlan("pro")), "card_ok");
        receiveAll();

        assertThat(plans()).containsExactly("pro");
        assertThat(Workbench.totals(bench.invoices(ACME))).containsExactly("30.00");
    }

    @Test
    void aMethodMayBeChosenWithoutAPlan() {
        register();
        pages.complete(opened(setUp()), "card_expired");
        receiveAll();

        assertThat(found().state()).isEqualTo(State.COMPLETED);
        assertThat(engine.payWith().label(ACME)).contains("visa 0069");
        assertThat(plans()).containsExactly("free");
    }

    @Test
    void ofManyThatLookAtACompletedCheckoutOneTakesThePlan() {
        open(ACME);
        pages.complete(opened(toPlan("pro")), "card_ok");
        List<SignedNotice> about = notices();

        Race.of(8, thread -> {
            about.forEach(this::receive);
            return thread;
        });

        assertThat(found().state()).isEqualTo(State.COMPLETED);
        assertThat(plans()).containsExactly("pro");
        assertThat(Workbench.totals(bench.invoices(ACME))).containsExactly("30.00");
        assertThat(found().revision()).as("kept, opened, completed").isEqualTo(3);
    }

    @Test
    void twoThatAreCompletedAtOnceAreTwoAndTheAccountHasOnePlan() {
        register();
        CheckoutReference first = opened(toPlan("pro"));
        CheckoutId second = new CheckoutId("second");
        engine.openCheckout().open(order(second, toPlan("pro")));
        CheckoutReference other = engine.openCheckout()
                .find(ACME, second)
                .flatMap(Checkout::reference)
                .orElseThrow();
        pages.complete(first, "card_ok");
        pages.complete(other, "card_ok");
        List<SignedNotice> about = notices();

        Race.of(about.size(), thread -> {
            receive(about.get(thread));
            return thread;
        });

        assertThat(plans()).containsExactly("pro");
        assertThat(Workbench.totals(bench.invoices(ACME))).hasSize(1);
        assertThat(found().state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void aPlanThatCannotBeTakenAnyMoreFailsTheCheckoutAndSaysWhy() {
        open(ACME);
        CheckoutReference reference = opened(toPlan("pro"));
        engine.publishCatalogue()
                .publish(
                        Workbench.catalogue(
                                """
                                catalogue: 1
                                currency: USD
                                plans:
                                  free: {every: month, charges: {base: {name: Free, fee: 0.00}}}
                                """));
        pages.complete(reference, "card_ok");
        receiveAll();
        receiveAll();

        assertThat(found().state()).isEqualTo(State.FAILED);
        assertThat(found().reason().orElseThrow()).contains("pro").contains("free");
        assertThat(plans()).isEmpty();
    }

    @Test
    void whatExpiresChangesNothing() {
        register();
        opened(toPlan("pro"));
        later(Duration.ofDays(1));
        receiveAll();

        assertThat(found().state()).isEqualTo(State.EXPIRED);
        assertThat(plans()).containsExactly("free");
        assertThat(engine.resumeCheckouts().resume(9)).isZero();
    }

    // ---------------------------------------------------------------- refusals

    @Test
    void whatCannotBeIsRefusedBeforeAnybodyIsAsked() {
        register();
        assertThat(refusal(buying("9.99"))).startsWith("amount is 9.99 USD");
        assertThat(refusal(toPlan("gold"))).startsWith("plan is 'gold'").contains("pro");
        assertThat(refusal(toPlan("euro"))).contains("EUR");
        assertThat(refusal(DONE, "https://evil.example/")).startsWith("cancelUrl is 'https://evil.example/'");
        assertThat(refusal("javascript:alert(1)", BACK)).startsWith("successUrl");
        assertThat(engine.openCheckout().find(ACME, FIRST)).isEmpty();
        assertThat(pages.find(ACME)).isEmpty();
        assertThatThrownBy(() -> engine.openCheckout().open(new OpenCheckout.Order(GLOBEX, FIRST, setUp(), DONE, BACK)))
                .isInstanceOf(UnknownException.class);
    }

    private String refusal(CheckoutPurpose purpose) {
        return refusal(order(FIRST, purpose));
    }

    private String refusal(String success, String cancel) {
        return refusal(new OpenCheckout.Order(ACME, FIRST, setUp(), success, cancel));
    }

    private String refusal(OpenCheckout.Order order) {
        return engine.openCheckout()
                .open(order)
                .fold(opened -> "opened", conflict -> "conflict", refused -> refused.field() + " " + refused.reason());
    }

    @Test
    void anIdIsOfOneCheckout() {
        register();
        opened(buying("25.00"));

        assertThat(checkout(buying("26.00"))).isInstanceOf(OpenCheckout.Outcome.Conflict.class);
        assertThat(checkout(setUp())).isInstanceOf(OpenCheckout.Outcome.Conflict.class);
        assertThat(purchase().price().toString()).isEqualTo("25.00 USD");
    }

    @Test
    void checkoutsOfSomebodyElseAreForeign() {
        register();
        opened(setUp());
        pages.expire(found().reference().orElseThrow());
        SignedNotice notice = notices().stream()
                .filter(each -> each.body().contains("checkout.expired"))
                .findFirst()
                .orElseThrow();
        CheckoutReference before = found().reference().orElseThrow();
        openTheShop(emptyStorage());

        assertThat(before).isNotNull();
        receive(notice);
        assertThat(engine.readNotices().find(notice.id()).map(KeptNotice::state))
                .contains(KeptNotice.State.IGNORED);
    }
}
