package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Provisions.Open;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

public abstract class ProvisionsContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(60);

    /** With everything an account may have; nobody of it is open. */
    public static Provision ofAccount(AccountId account, String id) {
        Account wanted = new Account(
                account,
                new Party("Acme \"& Söhne\"", List.of("Street 1", "12345 Town"), "DE123"),
                ZoneId.of("Europe/Berlin"),
                Samples.USD,
                List.of(new TaxRate("vat", "VAT", Fraction.of(19))),
                new TreeSet<>(List.of("a", "b")));
        return Provision.begin(
                account,
                new ProvisionId(id),
                new Purpose.OfAccount(wanted, new SubscriptionId("sub"), new PlanKey("free")),
                START);
    }

    private static Provision ofSession(String id) {
        SessionId session = new SessionId(id);
        return Provision.begin(
                ACME,
                ProvisionId.of(session),
                new Purpose.OfSession(
                        session, new SandboxTemplate("python"), new TreeMap<>(Map.of("size", "gpu", "who", "Zoë"))),
                START);
    }

    private boolean add(Provision provision, Instant lookAt) {
        return in(provision.account(), () -> storage.provisions().add(provision, lookAt));
    }

    private Optional<Provision> find(AccountId account, ProvisionId id) {
        return in(account, () -> storage.provisions().find(account, id));
    }

    private Provision update(Provision provision) {
        return in(provision.account(), () -> storage.provisions().update(provision, LATER));
    }

    private List<Open> open(Instant by, int limit) {
        return asSystem(() -> storage.provisions().openBy(by, limit));
    }

    @Test
    void theyComeBackAsTheyWereKeptWhateverHasBecomeOfThem() {
        Provision provision = ofAccount(ACME, "one");
        assertThat(add(provision, LATER)).isTrue();
        assertThat(find(ACME, provision.id())).contains(provision);
        assertThat(find(GLOBEX, provision.id())).isEmpty();

        provision = update(provision.created("ref/ä"));
        provision = update(provision.created("second"));
        assertThat(find(ACME, provision.id())).contains(provision);
        provision = update(provision.refused("no \"room\""));
        assertThat(in(ACME, () -> storage.provisions().lock(ACME, new ProvisionId("one"))))
                .contains(provision);
        provision = update(provision.deleted());
        provision = update(provision.deleted());
        assertThat(find(ACME, provision.id())).contains(provision);
        assertThat(provision.phase()).isEqualTo(Provision.Phase.UNDONE);
        assertThat(provision.revision()).isEqualTo(6);

        Provision session = ofSession("s");
        add(session, LATER);
        session = update(session.created("box").ready());
        session = update(session.ended("over"));
        assertThat(find(ACME, session.id())).contains(session);
    }

    @Test
    void anIdIsTakenOnceInItsAccount() {
        Provision first = ofAccount(ACME, "one");
        assertThat(add(first, LATER)).isTrue();
        assertThat(add(first.created("other"), LATER)).isFalse();
        assertThat(add(ofAccount(GLOBEX, "one"), LATER)).isTrue();

        assertThat(find(ACME, first.id())).contains(first);
    }

    @Test
    void theLastOfAnAccountIsNoneOfItsSessions() {
        assertThat(in(ACME, () -> storage.provisions().last(ACME))).isEmpty();
        add(ofSession("early"), LATER);
        add(ofAccount(ACME, "z"), LATER);
        add(ofAccount(ACME, "a"), LATER);
        add(ofSession("late"), LATER);

        assertThat(in(ACME, () -> storage.provisions().last(ACME))).contains(ofAccount(ACME, "a"));
    }

    @Test
    void aChangeIsKeptIfTheRevisionIsTheOneThatWasRead() {
        Provision first = ofAccount(ACME, "one");
        add(first, LATER);
        Provision changed = update(first.created("a"));

        assertThat(changed.revision()).isEqualTo(2);
        assertThatThrownBy(() -> update(first.refused("late")))
                .isInstanceOf(StaleVersionException.class)
                .hasMessageContaining("one");
        assertThatThrownBy(() -> update(ofAccount(ACME, "none"))).isInstanceOf(StaleVersionException.class);
        assertThat(find(ACME, first.id())).contains(changed);
    }

    @Test
    void openOnesAreListedTheLongestDueFirstUntilTheyAreNot() {
        Provision late = ofAccount(ACME, "late");
        add(late, LATER);
        add(ofAccount(GLOBEX, "early"), START);
        add(ofSession("not-yet"), LATER.plusNanos(1_000));

        assertThat(open(LATER, 9)).extracting(each -> each.id().value()).containsExactly("early", "late");
        assertThat(open(LATER, 1)).containsExactly(new Open(GLOBEX, new ProvisionId("early"), 0));

        run(GLOBEX, () -> storage.provisions().postpone(GLOBEX, new ProvisionId("early"), LATER));
        assertThat(open(START, 9)).isEmpty();
        assertThat(open(LATER, 9)).contains(new Open(GLOBEX, new ProvisionId("early"), 1));
        update(ofAccount(GLOBEX, "early").created("a"));
        assertThat(open(LATER, 9))
                .as("a change begins to count anew")
                .contains(new Open(GLOBEX, new ProvisionId("early"), 0));

        update(late.refused("no"));
        run(ACME, () -> storage.provisions().postpone(ACME, late.id(), START));
        assertThat(open(LATER, 9)).extracting(each -> each.id().value()).containsExactly("early");
    }

    @Test
    void whatATransactionDidIsUndoneWithIt() {
        Provision kept = ofAccount(ACME, "kept");
        add(kept, LATER);
        undone(Scope.of(ACME), () -> {
            storage.provisions().add(ofAccount(ACME, "gone"), START);
            storage.provisions().update(kept.created("a"), START);
        });
        undone(Scope.of(ACME), () -> storage.provisions().postpone(ACME, kept.id(), START));

        assertThat(find(ACME, new ProvisionId("gone"))).isEmpty();
        assertThat(find(ACME, kept.id())).contains(kept);
        assertThat(open(LATER, 9)).containsExactly(new Open(ACME, kept.id(), 0));
    }

    @Test
    void ofManyThatChangeTheSameRevisionOneIsKept() {
        Provision first = ofAccount(ACME, "one");
        add(first, LATER);
        List<Boolean> kept = Race.of(thread -> {
            try {
                return update(first.created("by-" + thread)).revision() == 2;
            } catch (StaleVersionException late) {
                return false;
            }
        });
        assertThat(kept).containsOnlyOnce(true);
    }
}
