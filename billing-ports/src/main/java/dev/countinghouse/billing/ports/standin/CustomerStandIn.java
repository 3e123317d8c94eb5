package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.KnownCustomer;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The pages of the provider that {@link PaymentStandIn} stands in for, over the same book. What a customer does there are
 * methods of its own; they refuse what cannot be done with an {@link IllegalArgumentException} that says why. Who knows the
 * address of a page may use it, as it is with providers: nobody can guess one.
 */
public final class CustomerStandIn implements CustomerGateway {

    private static final int DIGITS = 40;

    private final StandInBook book;
    private final InstantSource clock;
    private final SigningSecret secret;
    private final PaymentGateway payments;
    private final URI checkouts;
    private final URI portals;
    private final StandInReader written;

    /**
     * @param secret what addresses of pages are made of
     * @param payments over the same book
     * @param checkouts where a customer is sent to: this, and behind it the reference of the checkout
     * @param portals the same for portals
     */
    public CustomerStandIn(
            StandInBook book,
            InstantSource clock,
            SigningSecret secret,
            PaymentGateway payments,
            URI checkouts,
            URI portals) {
        this.book = book;
        this.clock = clock;
        this.secret = secret;
        this.payments = payments;
        this.checkouts = checkouts;
        this.portals = portals;
        this.written = new StandInReader(book);
    }

    // ---------------------------------------------------------------- customers

    @Override
    public KnownCustomer put(AccountId account, Profile profile) {
        StandInCustomer begun = StandInCustomer.begin(account, profile, now());
        return book.save(Page.first(begun.page(), begun.text(), begun.notices().dueAt()))
                ? known(begun)
                : known(written.updateCustomer(begun.page(), it -> it.described(profile, now())));
    }

    @Override
    public Optional<KnownCustomer> find(AccountId account) {
        return customer(StandInCustomer.referenceOf(account)).map(this::known);
    }

    @Override
    public Optional<AccountId> accountOf(CustomerReference reference) {
        return customer(reference).map(StandInCustomer::account);
    }

    private Optional<StandInCustomer> customer(CustomerReference reference) {
        return book.find(StandInCustomer.pageOf(reference)).map(page -> StandInCustomer.read(page.text()));
    }

    private KnownCustomer known(StandInCustomer customer) {
        return new KnownCustomer(
                new CustomerReference(customer.reference()), customer.profile(), payments.methodOf(customer.account()));
    }

    private void requireCustomer(AccountId account) {
        if (find(account).isEmpty()) {
            throw new IllegalArgumentException("account " + account + " has no customer here, put him first");
        }
    }

    // ---------------------------------------------------------------- checkouts

    @Override
    public CheckoutSession open(CheckoutOrder order) {
        requireCustomer(order.account());
        StandInCheckout begun = StandInCheckout.begin(
                order, unguessable(order.account(), order.key().value()), now());
        if (book.save(Page.first(begun.page(), CheckoutText.write(begun), begun.dueAt(Optional.empty())))) {
            return session(begun);
        }
        StandInCheckout before = written.checkout(order.key(), now()).orElseThrow();
        if (!before.order().equals(order)) {
            throw new IllegalArgumentException(
                    "checkout key " + order.key() + " was used for " + before.order() + ", it cannot be for " + order);
        }
        return session(before);
    }

    @Override
    public Optional<CheckoutSession> find(CheckoutReference reference) {
        return checkout(reference).map(this::session);
    }

    private Optional<StandInCheckout> checkout(CheckoutReference reference) {
        return StandInCheckout.key(reference)
                .flatMap(key -> written.checkout(key, now()))
                .filter(checkout -> checkout.id().equals(reference));
    }

    private CheckoutSession session(StandInCheckout checkout) {
        return checkout.session(checkouts, () -> payment(checkout));
    }

    /** Made with the first look at it: a process may have died after the checkout was completed. */
    private Payment payment(StandInCheckout checkout) {
        CheckoutOrder.Price price = checkout.order().price().orElseThrow();
        PaymentKey key = checkout.order().key();
        Optional<StandInPayment> paid = written.payment(key, now());
        if (paid.isPresent()) {
            return paid.get().payment();
        }
        TestMethod method = TestMethod.of(checkout.method().orElseThrow());
        ChargeOrder order = new ChargeOrder(key, checkout.account(), price.amount(), price.description(), true);
        StandInPayment begun = StandInPayment.begin(order, method, chargedThere(method), now());
        book.save(Page.first(begun.page(), PaymentText.write(begun), begun.dueAt()));
        return written.payment(key, now()).orElseThrow().payment();
    }

    /** Who has to authenticate himself does it on the page. */
    private static PaymentState chargedThere(TestMethod method) {
        PaymentState state = method.charged(true, () -> URI.create("about:blank"));
        return state instanceof PaymentState.RequiresAction ? new PaymentState.Succeeded() : state;
    }

    /**
     * The customer has chosen a method, and paid by it if there is something to be paid.
     *
     * @return where he is sent back to
     */
    public URI complete(CheckoutReference reference, String methodToken) {
        PaymentKey key = existing(reference).order().key();
        TestMethod method = TestMethod.of(methodToken);
        StandInCheckout completed = written.updateCheckout(key, now(), it -> {
            requirePossible(it, method);
            return it.completed(method.token(), now());
        });
        session(completed);
        written.paymentChanged(key, now());
        return completed.order().returnTo().success();
    }

    private static void requirePossible(StandInCheckout checkout, TestMethod method) {
        if (method == TestMethod.NONE) {
            throw new IllegalArgumentException("'" + method.token() + "' is no method to choose");
        }
        if (checkout.order().price().isPresent() && chargedThere(method) instanceof PaymentState.Failed failed) {
            throw new IllegalArgumentException(failed.text() + " Another method may do.");
        }
    }

    /** The customer leaves it at that; he may come back. Where he is sent to. */
    public URI cancel(CheckoutReference reference) {
        return existing(reference).order().returnTo().cancel();
    }

    /** Somebody ends it in the provider's dashboard. */
    public void expire(CheckoutReference reference) {
        written.updateCheckout(existing(reference).order().key(), now(), it -> it.expired(now()));
    }

    /** What the page says, and whether something can be done there. */
    public Optional<CheckoutOrder> page(CheckoutReference reference) {
        return checkout(reference)
                .filter(it -> it.state() == StandInCheckout.State.OPEN)
                .map(StandInCheckout::order);
    }

    private StandInCheckout existing(CheckoutReference reference) {
        return checkout(reference).orElseThrow(() -> new IllegalArgumentException("there is no checkout " + reference));
    }

    // ---------------------------------------------------------------- portals

    @Override
    public URI openPortal(AccountId account, URI returnTo) {
        requireCustomer(account);
        int number = 1;
        while (true) {
            String reference = "bps_" + unguessable(account, "portal/" + now() + "/" + number);
            StandInPortal portal = new StandInPortal(account, returnTo, now());
            if (book.save(Page.first(StandInPortal.PAGE + reference, portal.text(), Optional.empty()))) {
                return URI.create(portals + reference);
            }
            number++;
        }
    }

    /** Whose portal it is, and what it says of him; empty if there is none any more. */
    public Optional<KnownCustomer> portal(String reference) {
        return book.find(StandInPortal.PAGE + reference)
                .map(page -> StandInPortal.read(page.text()))
                .filter(portal -> portal.isOpenAt(now()))
                .flatMap(portal -> find(portal.account()));
    }

    /** The customer pays by something else from now on. Where he comes back to. */
    public URI chooseMethod(String portal, String methodToken) {
        return inPortal(portal, account -> {
            payments.useMethod(account, methodToken);
            written.updateCustomer(page(account), it -> it.changed(now()));
        });
    }

    /** The customer says who he is. Where he comes back to. */
    public URI describe(String portal, Profile profile) {
        return inPortal(portal, account -> written.updateCustomer(page(account), it -> it.described(profile, now())));
    }

    private URI inPortal(String reference, Consumer<AccountId> change) {
        Supplier<IllegalArgumentException> closed =
                () -> new IllegalArgumentException("there is no portal " + reference + ", or not any more");
        StandInPortal portal = book.find(StandInPortal.PAGE + reference)
                .map(page -> StandInPortal.read(page.text()))
                .filter(it -> it.isOpenAt(now()))
                .orElseThrow(closed);
        change.accept(portal.account());
        return portal.returnTo();
    }

    private static String page(AccountId account) {
        return StandInCustomer.pageOf(StandInCustomer.referenceOf(account));
    }

    private String unguessable(AccountId account, String about) {
        MessageId id = MessageId.of(account, "page", about);
        String signature = SigningSecret.header(List.of(secret), id, Instant.EPOCH, about);
        return SecretHash.of(signature).hex().substring(0, DIGITS);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
