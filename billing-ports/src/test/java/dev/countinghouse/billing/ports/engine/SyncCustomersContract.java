package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.OpenPortal;
import dev.countinghouse.billing.ports.driving.RegisterAccount.Outcome;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Accounts and customers at the provider: both sides change, and in the end they say the same. */
public abstract class SyncCustomersContract extends CheckoutCase {

    private static final Party ACME_INC = new Party("Acme Inc.", List.of("1 Main Street"), "DE1", "bills@acme.example");
    private static final PlanKey FREE = new PlanKey("free");

    private static Account account(Party party) {
        return AccountOpener.with(Workbench.account(ACME, ZoneOffset.UTC, USD), party);
    }

    private static Profile profile(String name, String street, String taxId, String email) {
        return new Profile(name, List.of(street), taxId, email);
    }

    private void describe(Party party) {
        engine.openAccount().describe(ACME, party);
    }

    // ---------------------------------------------------------------- registering

    @Test
    void whoRegistersHasAnAccountAPlanAndACustomer() {
        Outcome outcome = engine.registerAccount().register(account(ACME_INC), FREE);

        assertThat(outcome).isInstanceOf(Outcome.Registered.class);
        assertThat(plans()).containsExactly("free");
        assertThat(pages.find(ACME)).as("not before it is kept").isEmpty();
        assertThat(engine.syncCustomers().sync(9)).isEqualTo(1);
        assertThat(there()).isEqualTo(profile("Acme Inc.", "1 Main Street", "DE1", "bills@acme.example"));
        assertThat(engine.syncCustomers().sync(9)).isZero();
    }

    @Test
    void registeringAgainChangesNothingWhateverThePlanIsByNow() {
        Outcome first = engine.registerAccount().register(account(ACME_INC), FREE);
        assertThat(engine.registerAccount().register(account(ACME_INC), FREE)).isEqualTo(first);
        later(Duration.ofSeconds(1));
        pages.complete(opened(toPlan("pro")), "card_ok");
        receiveAll();

        assertThat(engine.registerAccount().register(account(ACME_INC), FREE)).isInstanceOf(Outcome.Registered.class);
        assertThat(plans()).containsExactly("pro");
    }

    @Test
    void ofManyThatRegisterTheSameThereIsOne() {
        List<Outcome> outcomes = Race.of(8, thread -> engine.registerAccount().register(account(ACME_INC), FREE));

        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Registered.class);
        assertThat(plans()).containsExactly("free");
    }

    @Test
    void aRegistrationThatIsRefusedLeavesNothing() {
        assertThat(engine.registerAccount().register(account(ACME_INC), new PlanKey("euro")))
                .isInstanceOf(Outcome.Refused.class);
        assertThatThrownBy(() -> engine.registerAccount().register(account(ACME_INC), new PlanKey("gold")))
                .isInstanceOf(UnknownException.class);

        assertThat(engine.readAccounts().find(ACME)).isEmpty();
        assertThat(engine.syncCustomers().sync(9)).isZero();
        engine.registerAccount().register(account(ACME_INC), FREE);
        assertThat(engine.registerAccount().register(account(Party.named("Other")), FREE))
                .isInstanceOf(Outcome.Refused.class);
    }

    // ---------------------------------------------------------------- both ways

    @Test
    void whatChangesHereIsWrittenThere() {
        engine.openAccount().open(account(ACME_INC));
        engine.syncCustomers().sync(9);
        describe(new Party("Acme Ltd.", List.of(), ""));
        engine.syncCustomers().sync(9);

        assertThat(there()).isEqualTo(new Profile("Acme Ltd.", List.of(), "", ""));
        describe(new Party("Acme Ltd.", List.of(), ""));
        assertThat(engine.syncCustomers().sync(9)).as("nothing has changed").isZero();
    }

    @Test
    void whatTheCustomerSaysThereIsTrueHere() {
        engine.openAccount().open(account(ACME_INC));
        pages.describe(portal(), profile("Acme SE", "2 New Street", "DE2", "new@acme.example"));
        receiveAll();

        assertThat(party()).isEqualTo(new Party("Acme SE", List.of("2 New Street"), "DE2", "new@acme.example"));
        assertThat(engine.syncCustomers().sync(9)).isZero();
        assertThat(notices()).as("nothing was written back").isEmpty();
    }

    @Test
    void whereBothHaveChangedTheCustomersWordCountsFieldByField() {
        engine.openAccount().open(account(ACME_INC));
        String portal = portal();
        engine.syncCustomers().sync(9);
        describe(new Party("Acme Here", List.of("1 Main Street"), "DE9", "bills@acme.example"));
        pages.describe(portal, profile("Acme There", "2 New Street", "DE1", "bills@acme.example"));
        jobs();

        assertThat(party()).isEqualTo(new Party("Acme There", List.of("2 New Street"), "DE9", "bills@acme.example"));
        assertThat(there()).isEqualTo(Profile.of(party()));
    }

    @Test
    void whatCannotStandOnABillIsNotTakenOver() {
        engine.openAccount().open(account(ACME_INC));
        pages.describe(portal(), profile(" ", "2 New Street", "", "not an address"));
        receiveAll();

        assertThat(party()).isEqualTo(new Party("Acme Inc.", List.of("2 New Street"), "", "bills@acme.example"));
    }

    @Test
    void noticesInAnyOrderAndOfOldChangesComeToTheSame() {
        engine.openAccount().open(account(ACME_INC));
        String portal = portal();
        pages.describe(portal, profile("First", "1", "", ""));
        pages.describe(portal, profile("Second", "2", "", ""));
        List<SignedNotice> all = notices();
        for (int i = all.size() - 1; i >= 0; i--) {
            receive(all.get(i));
            receive(all.get(i));
        }
        assertThat(party().name()).isEqualTo("Second");
        describe(new Party("Third", List.of(), ""));
        engine.syncCustomers().sync(9);
        all.forEach(this::receive);

        assertThat(party().name()).isEqualTo("Third");
        assertThat(there().name()).isEqualTo("Third");
    }

    /** The provider has got it, and his answer is lost; what was sent must not be taken for the customer's word. */
    @Test
    void whatWasSentAndNotAnsweredIsNotTheCustomersWord() {
        engine.openAccount().open(account(ACME_INC));
        engine.syncCustomers().sync(9);
        describe(new Party("Sent", List.of("1 Main Street"), "DE1", "bills@acme.example"));
        BillingEngine cutOff = over(bank, losingAnswersOfPut());
        assertThatThrownBy(() -> cutOff.syncCustomers().sync(9)).isInstanceOf(UnavailableException.class);
        assertThat(there().name()).isEqualTo("Sent");
        describe(new Party("Newer", List.of("1 Main Street"), "DE1", "bills@acme.example"));
        assertThat(engine.syncCustomers().sync(9)).as("somebody may be at it").isZero();
        jobs();

        assertThat(party().name()).isEqualTo("Newer");
        assertThat(there().name()).isEqualTo("Newer");
    }

    /** Somebody changes the account while the provider is asked: neither change is lost. */
    @Test
    void whatChangesHereWhileTheProviderIsAskedIsNotLost() {
        engine.openAccount().open(account(ACME_INC));
        pages.describe(portal(), profile("Acme Inc.", "2 New Street", "DE1", "bills@acme.example"));
        BillingEngine slow = over(
                bank,
                asked(
                        "find",
                        () -> describe(new Party("Acme Inc.", List.of("1 Main Street"), "DE9", "bills@acme.example"))));
        slow.syncCustomers().sync(9);
        jobs();

        assertThat(party()).isEqualTo(new Party("Acme Inc.", List.of("2 New Street"), "DE9", "bills@acme.example"));
        assertThat(there()).isEqualTo(Profile.of(party()));
    }

    /** Something happens each time after the provider has answered. */
    private CustomerGateway asked(String question, Runnable meanwhile) {
        return (CustomerGateway) Proxy.newProxyInstance(
                CustomerGateway.class.getClassLoader(),
                new Class<?>[] {CustomerGateway.class},
                (self, method, given) -> {
                    Object answer = method.invoke(pages, given);
                    if (method.getName().equals(question)) {
                        meanwhile.run();
                    }
                    return answer;
                });
    }

    private CustomerGateway losingAnswersOfPut() {
        return asked("put", () -> {
            throw new UnavailableException("lost", new IllegalStateException());
        });
    }

    @Test
    void oneThatFailsIsTriedAgainAndHoldsBackNobody() {
        engine.openAccount().open(account(ACME_INC));
        open(GLOBEX);
        BillingEngine cutOff = over(bank, losingAnswersOfPut());
        assertThatThrownBy(() -> cutOff.syncCustomers().sync(9)).isInstanceOf(UnavailableException.class);
        assertThat(pages.find(GLOBEX)).isPresent();
        jobs();
        assertThat(engine.syncCustomers().sync(9)).isZero();
        assertThat(there().name()).isEqualTo("Acme Inc.");
    }

    @Test
    void whoChoosesAMethodInThePortalHasHisTopUpsGoOn() {
        engine.openAccount().open(account(ACME_INC));
        String portal = portal();
        receiveAll();
        stopTopUps();
        pages.describe(portal, profile("Other", "1", "", ""));
        receiveAll();
        assertThat(topUpsStopped()).as("that says nothing of his card").isPresent();
        pages.chooseMethod(portal, "card_expired");
        receiveAll();

        assertThat(topUpsStopped()).isEmpty();
        assertThat(engine.payWith().label(ACME)).contains("visa 0069");
    }

    @Test
    void aMethodChosenInThePortalPaysWhatIsOpen() {
        engine.registerAccount().register(account(ACME_INC), new PlanKey("pro"));
        engine.syncCustomers().sync(9);
        engine.payWith().use(ACME, "card_declined");
        engine.collectInvoices().collect(9);
        assertThat(owed()).containsExactly("open past_due");

        String portal = portal();
        receiveAll();
        pages.chooseMethod(portal, "card_ok");
        receiveAll();
        engine.collectInvoices().collect(9);
        assertThat(owed()).containsExactly("paid ");
    }

    private List<String> owed() {
        return engine.readReceivables().of(ACME).stream()
                .map(standing -> standing.receivable().status().key() + " "
                        + standing.stage().map(DunningStage::key).orElse(""))
                .toList();
    }

    private void stopTopUps() {
        bench.storage.transactions().inTransaction(Scope.of(ACME), () -> {
            bench.storage.purchases().stopTopUps(ACME, Optional.of("declined"));
            return true;
        });
    }

    private Optional<String> topUpsStopped() {
        return bench.storage
                .transactions()
                .inTransaction(Scope.of(ACME), () -> bench.storage.purchases().topUpsStopped(ACME));
    }

    @Test
    void portalsLeadBackToWhereTheyMay() {
        engine.openAccount().open(account(ACME_INC));
        assertThat(engine.openPortal().open(ACME, "https://evil.example/"))
                .isInstanceOf(OpenPortal.Outcome.Refused.class);
        assertThat(pages.find(ACME)).isEmpty();
        assertThatThrownBy(() -> engine.openPortal().open(GLOBEX, BACK)).isInstanceOf(UnknownException.class);
        assertThat(pages.chooseMethod(portal(), "card_ok").toString()).isEqualTo(BACK);
    }

    @Test
    void manyThatSyncAtOnceMakeOneCustomer() {
        engine.openAccount().open(account(ACME_INC));
        Race.of(8, thread -> engine.syncCustomers().sync(9));

        assertThat(there().name()).isEqualTo("Acme Inc.");
        assertThat(engine.syncCustomers().sync(9)).isZero();
        assertThat(notices()).hasSize(1);
    }
}
