package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.credit.CreditBalance;
import dev.countinghouse.billing.domain.credit.SaleOutcome;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import dev.countinghouse.billing.ports.driving.ReceiveNotices;
import dev.countinghouse.billing.ports.driving.RefundPurchase;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.StandInBook;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** An account that buys credits of a provider that stands in for a real one. */
abstract class PurchaseCase {

    static final CreditUnit DOLLARS = CreditUnit.of(USD);
    static final PurchaseId FIRST = new PurchaseId("first");

    private static final Set<String> TYPES = Set.of(
            "credits.purchased", "credits.purchase_failed", "credits.refunded", "credits.disputed", "top_up.failed");
    static final SigningSecret SECRET = SigningSecret.parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    protected static final String SHOP =
            """
            catalogue: 1
            currency: USD
            plans:
              free: {every: month, charges: {base: {name: Free, fee: 0.00}}}
              pro: {every: month, charges: {base: {name: Pro, fee: 0.00}}}
            credits:
              minimum: 10.00
              maximum: 1000.00
              bonuses:
                usual: {from: 100.00, percent: 10}
                pro: {from: 50.00, percent: 20, plans: [pro]}
              packs:
                gpu: {name: GPU minutes, price: 30.00, credits: 1000, unit: gpu-minutes, lasts: 3 months}
                big: {name: Big, price: 200.00, credits: 250.00}
            """;

    protected Workbench bench = Shop.opened();
    protected PaymentStandIn provider = standIn();
    protected BillingEngine engine = bench.engine;

    protected abstract Storage emptyStorage();

    @BeforeEach
    void openTheShop() {
        openTheShop(new Workbench(emptyStorage(), new HandClock(Instant.parse("2026-03-10T12:00:00Z"))));
    }

    protected final void openTheShop(Workbench with) {
        bench = with;
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        bench.open(ACME).subscribe(ACME, "free");
        provider = standIn();
        engine = over(provider);
    }

    private PaymentStandIn standIn() {
        return new PaymentStandIn(
                StandInBook.inMemory(), () -> bench.clock.instant(), SECRET, URI.create("https://pay.example/"));
    }

    /** Another process, which may have another way to the provider. */
    protected final BillingEngine over(PaymentGateway gateway) {
        return BillingEngine.builder()
                .storage(bench.storage)
                .testClock(bench.clock)
                .worldClock(bench.clock)
                .payments(gateway)
                .build();
    }

    // ---------------------------------------------------------------- buying

    protected static Money usd(String amount) {
        return Money.parse(amount, USD);
    }

    protected static BuyCredits.Order order(PurchaseId id, String amount) {
        return new BuyCredits.Order(ACME, id, new Wish.Amount(usd(amount)), true);
    }

    protected final BuyCredits.Outcome buy(String amount) {
        return engine.buyCredits().buy(order(FIRST, amount));
    }

    protected final Purchase bought(BuyCredits.Order order) {
        BuyCredits.Outcome outcome = engine.buyCredits().buy(order);
        assertThat(outcome).isInstanceOf(BuyCredits.Outcome.Bought.class);
        return ((BuyCredits.Outcome.Bought) outcome).purchase();
    }

    protected final void paysWith(TestMethod method) {
        engine.payWith().use(ACME, method.token());
    }

    protected final Purchase purchase(PurchaseId id) {
        return engine.readPurchases().find(ACME, id).orElseThrow();
    }

    protected final PaymentKey key(PurchaseId id) {
        return purchase(id).deal().key();
    }

    protected final RefundPurchase.Outcome refund(String id, String amount) {
        return engine.refundPurchase().refund(ACME, FIRST, new RefundId(id), usd(amount));
    }

    /** Some minutes later, so that it is time to look. */
    protected final int resume() {
        bench.clock.advance(Duration.ofMinutes(9));
        return engine.resumePurchases().resume(100);
    }

    // ---------------------------------------------------------------- notices

    protected final List<SignedNotice> notices() {
        return provider.pendingNotices(100);
    }

    /** Has a notice kept, and worked off with all others that are due. */
    protected final void receive(SignedNotice notice) {
        deliver(notice);
        workOff();
    }

    protected final ReceiveNotices.Outcome deliver(SignedNotice notice) {
        return engine.receiveNotices().receive(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers());
    }

    protected final void receiveAll() {
        notices().forEach(notice -> {
            receive(notice);
            provider.delivered(notice);
        });
    }

    /** All that is due; returns what became of it. */
    protected final List<KeptNotice> workOff() {
        List<KeptNotice> worked = new ArrayList<>();
        Optional<KeptNotice> next = engine.workOffNotices().next();
        while (next.isPresent()) {
            worked.add(next.get());
            next = engine.workOffNotices().next();
        }
        return worked;
    }

    // ---------------------------------------------------------------- credits

    protected static Credits credits(String amount) {
        return Credits.parse(amount, DOLLARS);
    }

    protected final void spend(String id, String amount) {
        assertThat(engine.spendCredits()
                        .spend(ACME, new CommandKey(id), "thing", credits(amount), SpendPurpose.GENERAL))
                .isInstanceOf(SaleOutcome.Sold.class);
    }

    protected final Optional<CreditBalance> balance(CreditUnit unit) {
        return engine.readCredits().balances(ACME).stream()
                .filter(balance -> balance.unit().equals(unit))
                .findFirst();
    }

    protected final String available() {
        return balance(DOLLARS).map(balance -> balance.available().toDecimal()).orElse("0");
    }

    /** What happened to the account's credits, the first first. */
    protected final List<String> history() {
        List<String> history = new ArrayList<>();
        engine.readCredits()
                .history(ACME, OptionalLong.empty(), 100)
                .forEach(each -> history.add(
                        0, each.entry().kind().key() + " " + each.entry().about()));
        return history;
    }

    /** The grants there are, with what is left of each. */
    protected final List<String> grants() {
        List<String> grants = new ArrayList<>();
        engine.readCredits()
                .grants(ACME, OptionalLong.empty(), 100)
                .forEach(grant -> grants.add(
                        0,
                        grant.id() + " " + grant.left().toDecimal() + " of "
                                + grant.amount().toDecimal()));
        return grants;
    }

    protected final void verify() {
        assertThat(engine.verifyLedger().verify(ACME, Optional.empty()).defect())
                .isEmpty();
    }

    /** Messages about purchases that nobody has taken yet, by type. */
    protected final List<String> told() {
        return messages().stream()
                .map(OutboxMessage::type)
                .filter(TYPES::contains)
                .toList();
    }

    /** All messages that nobody has taken yet. */
    protected final List<OutboxMessage> messages() {
        List<OutboxMessage> messages = new ArrayList<>();
        BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .worldClock(bench.clock)
                .sink(messages::add)
                .build()
                .deliverMessages()
                .deliverDue();
        return messages;
    }
}
