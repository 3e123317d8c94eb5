package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.checkout.PlanChoice;
import dev.countinghouse.billing.domain.checkout.ReturnOrigins;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions.Standing;
import dev.countinghouse.billing.ports.driving.ReceiveNotices;
import dev.countinghouse.billing.ports.pricebook.PriceBookFile;
import dev.countinghouse.billing.ports.standin.CustomerStandIn;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;

/** An account whose customer goes to pages of a provider that stands in for a real one. */
abstract class CheckoutCase {

    static final CheckoutId FIRST = new CheckoutId("first");
    static final String DONE = "http://localhost:3000/done";
    static final String BACK = "http://localhost:3000/back";

    /** Read once: a shop is opened often, and prices of models are not what it sells. */
    private static final PriceBookFile PRICES = PriceBookFile.bundled();

    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    private static final SigningSecret SECRET =
            SigningSecret.parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    private static final String SHOP =
            """
            catalogue: 1
            currency: USD
            plans:
              free: {every: month, charges: {base: {name: Free, fee: 0.00}}}
              pro: {every: month, charges: {base: {name: Pro, fee: 30.00}}}
              euro: {every: month, currency: EUR, charges: {base: {name: Euro, fee: 30.00}}}
            credits: {minimum: 10.00}
            """;

    protected Workbench bench = Shop.opened();
    protected StandInBook book = StandInBook.inMemory();
    protected PaymentStandIn bank = bank(StandInBook.inMemory());
    protected CustomerStandIn pages = pages(StandInBook.inMemory());
    protected BillingEngine engine = bench.engine;
    protected Course course = new Course();

    protected abstract Storage emptyStorage();

    @BeforeEach
    void openTheShop() {
        openTheShop(emptyStorage());
    }

    protected final void openTheShop(Storage storage) {
        bench = new Workbench(storage, new HandClock(START), wiring -> wiring.priceBook(PRICES));
        moveToAnotherProvider();
        engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
    }

    /** Another process goes on with what is stored. */
    protected final void restart() {
        engine = over(course.way(PaymentGateway.class, bank), course.way(CustomerGateway.class, pages));
    }

    private PaymentStandIn bank(StandInBook of) {
        return new PaymentStandIn(of, () -> bench.clock.instant(), SECRET, URI.create("https://pay.example/"));
    }

    private CustomerStandIn pages(StandInBook of) {
        return new CustomerStandIn(
                of,
                () -> bench.clock.instant(),
                SECRET,
                bank,
                URI.create("https://pay.example/checkout/"),
                URI.create("https://pay.example/portal/"));
    }

    /** Another process, which may have another way to the provider. */
    protected final BillingEngine over(PaymentGateway payments, CustomerGateway customers) {
        return wired(BillingEngine.builder()
                        .storage(bench.storage)
                        .priceBook(PRICES)
                        .testClock(bench.clock)
                        .worldClock(bench.clock)
                        .payments(payments)
                        .customers(customers, ReturnOrigins.LOCAL))
                .build();
    }

    /** With more of the provider, which is in the same book. */
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        return builder;
    }

    /** Somebody has set another up, who knows nobody. */
    protected final void moveToAnotherProvider() {
        book = StandInBook.inMemory();
        bank = bank(book);
        pages = pages(book);
        restart();
    }

    protected final void later(Duration duration) {
        bench.clock.advance(duration);
    }

    // ---------------------------------------------------------------- accounts

    protected final void open(AccountId account) {
        engine.openAccount().open(Workbench.account(account, ZoneOffset.UTC, USD));
    }

    protected final void register() {
        course.command(() ->
                engine.registerAccount().register(Workbench.account(ACME, ZoneOffset.UTC, USD), new PlanKey("free")));
        later(Duration.ofSeconds(1));
    }

    protected final Party party() {
        return engine.readAccounts().find(ACME).orElseThrow().party();
    }

    protected final Profile there() {
        return pages.find(ACME).orElseThrow().profile();
    }

    protected final List<String> plans() {
        return engine.readSubscriptions().of(ACME).stream()
                .filter(standing -> !standing.subscription().hasEndedBy(standing.asOf()))
                .map(CheckoutCase::plan)
                .toList();
    }

    private static String plan(Standing standing) {
        return standing.subscription().termAt(standing.asOf()).plan().plan().value();
    }

    protected final String portal() {
        return engine.openPortal()
                .open(ACME, BACK)
                .fold(opened -> opened.page().toString().substring("https://pay.example/portal/".length()), refused -> {
                    throw new AssertionError(refused.reason());
                });
    }

    // ---------------------------------------------------------------- checkouts

    protected static OpenCheckout.Order order(CheckoutId id, CheckoutPurpose purpose) {
        return new OpenCheckout.Order(ACME, id, purpose, DONE, BACK);
    }

    protected static CheckoutPurpose setUp() {
        return new CheckoutPurpose.SetUp(Optional.empty());
    }

    protected static CheckoutPurpose toPlan(String plan) {
        return new CheckoutPurpose.SetUp(Optional.of(new PlanChoice(new PlanKey(plan), 1)));
    }

    protected static CheckoutPurpose buying(String amount) {
        return new CheckoutPurpose.Buy(new Wish.Amount(Money.parse(amount, USD)));
    }

    protected final OpenCheckout.Outcome checkout(CheckoutPurpose purpose) {
        return engine.openCheckout().open(order(FIRST, purpose));
    }

    /** Opens the first checkout, and says what the provider calls it. */
    protected final CheckoutReference opened(CheckoutPurpose purpose) {
        return page(FIRST.value(), purpose);
    }

    /** The same of any. */
    protected final CheckoutReference page(String id, CheckoutPurpose purpose) {
        AtomicReference<OpenCheckout.Outcome> outcome = new AtomicReference<>();
        course.command(() -> outcome.set(engine.openCheckout().open(order(new CheckoutId(id), purpose))));
        return outcome.get()
                .fold(
                        it -> it.checkout().reference().orElseThrow(),
                        conflict -> {
                            throw new AssertionError("conflict with " + conflict.earlier());
                        },
                        refused -> {
                            throw new AssertionError(refused.field() + " " + refused.reason());
                        });
    }

    protected final Checkout found() {
        return engine.openCheckout().find(ACME, FIRST).orElseThrow();
    }

    protected final Purchase purchase() {
        return engine.readPurchases()
                .find(ACME, PurchaseId.ofCheckout(FIRST.value()))
                .orElseThrow();
    }

    protected final String credits() {
        return engine.readCredits().balances(ACME).stream()
                .filter(balance -> balance.unit().equals(CreditUnit.of(USD)))
                .map(balance -> balance.available().toDecimal())
                .findFirst()
                .orElse("0");
    }

    // ---------------------------------------------------------------- notices and jobs

    protected final List<SignedNotice> notices() {
        return bank.pendingNotices(100);
    }

    /** Has a notice kept, and worked off with all others that are due. */
    protected final void receive(SignedNotice notice) {
        course.command(() -> assertThat(engine.receiveNotices()
                        .receive(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers()))
                .isInstanceOfAny(ReceiveNotices.Outcome.Kept.class, ReceiveNotices.Outcome.Known.class));
        course.job(() -> engine.workOffNotices().all());
    }

    protected final void receiveAll() {
        for (SignedNotice notice : notices()) {
            receive(notice);
            bank.delivered(notice);
        }
    }

    /** Each time that it is sent it is signed anew. */
    private SignedNotice signedNow(SignedNotice notice) {
        return notices().stream()
                .filter(pending -> pending.id().equals(notice.id()))
                .findFirst()
                .orElseThrow();
    }

    protected void take(Fate fate) {
        List<SignedNotice> all = new ArrayList<>(notices());
        if (fate == Fate.LOST) {
            all.forEach(bank::delivered);
            jobs();
            return;
        }
        if (fate == Fate.REVERSED) {
            Collections.reverse(all);
        }
        for (SignedNotice notice : all) {
            receive(signedNow(notice));
            if (fate == Fate.TWICE) {
                receive(signedNow(notice));
            }
            bank.delivered(notice);
        }
    }

    /** Some minutes later, so that it is time to look. */
    protected final void jobs() {
        later(Duration.ofMinutes(11));
        runJobs();
    }

    /** Those that look at what is due by the world's clock. */
    protected void runJobs() {
        course.job(() -> engine.syncCustomers().sync(100));
        course.job(() -> engine.resumeCheckouts().resume(100));
        course.job(() -> engine.resumePurchases().resume(100));
        course.job(() -> engine.collectInvoices().collect(100));
    }
}
