package dev.countinghouse.example;

import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditBalance;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.LedgerKey;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.ownership.OwnershipId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.ProductKey;
import dev.countinghouse.billing.domain.provision.ResourceKind;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import dev.countinghouse.billing.ports.driving.BuyProduct;
import dev.countinghouse.billing.ports.driving.IssueKey;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.RunSessions;
import dev.countinghouse.billing.ports.driving.VerifyLedger;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import dev.countinghouse.billing.ports.standin.InfrastructureStandIn;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.ProviderBehaviour;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A platform that sells sandboxes for prepaid credits, from the first sign-up to the proof that no entry was changed: user
 * types, keys, purchases, sessions by the second, storage, ready-made spaces. Start reading at {@link #run}.
 */
public final class PrepaidTour {

    static final AccountId ADA = new AccountId("ada");
    static final AccountId GRACE = new AccountId("grace");
    static final AccountId EVE = new AccountId("eve");
    static final Currency USD = Currency.getInstance("USD");

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private final PrintStream out;
    private final InMemoryTestClock clock = new InMemoryTestClock(BEGIN);
    private final PaymentStandIn bank = new PaymentStandIn(
            StandInBook.inMemory(), clock, SigningSecret.draw(new SecureRandom()), URI.create("http://localhost/"));
    private final InfrastructureStandIn cloud = new InfrastructureStandIn(StandInBook.inMemory());
    private final BillingEngine engine = BillingEngine.builder()
            .inMemory() // an application passes storage(…) that outlives the process
            .testClock(clock) // an application keeps the system's clock
            .ledgerKey(LedgerKey.of(KEY)) // an application keeps it where its database is not
            .payments(bank) // stands in for a payment provider
            .infrastructure(cloud) // and for a provider of infrastructure
            .build();

    PrepaidTour(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        new PrepaidTour(console).run();
    }

    BillingEngine run() {
        engine.publishCatalogue().publish(ExampleCatalogue.PREPAID_SESSIONS.catalogue());
        signUp();
        key();
        buy();
        sessions();
        storage();
        spaces();
        summary();
        proof();
        return engine;
    }

    private void signUp() {
        title("SIGN-UP", "with a service account, an identity and storage, or not at all");
        signUp(ADA, "free");
        balance(ADA);
        signUp(GRACE, "pro");
        balance(GRACE);
        cloud.behave(EVE, ResourceKind.STORAGE, ProviderBehaviour.REFUSES);
        signUp(EVE, "free");
        step("  eve has an account: %s", engine.readAccounts().find(EVE).isPresent());
    }

    private void signUp(AccountId account, String plan) {
        step("%s signs up as %s: %s", account, plan, new SignUps(engine, cloud).signUp(account, plan, "first"));
    }

    private void key() {
        title("KEY", "kept as a hash, shown once");
        IssueKey.Outcome issued = engine.issueKey()
                .issue(new IssueKey.Order(
                        "sandboxes",
                        new TreeSet<>(EnumSet.of(KeyScope.READ, KeyScope.WRITE)),
                        Optional.of(ADA),
                        Optional.empty(),
                        Optional.empty()));
        String secret = ((IssueKey.Outcome.Issued) issued).credential().text();
        step("ada gets a key for reading and writing, %s…", secret.substring(0, 4));
        step("it is %s", engine.checkKey().check(secret).isPresent() ? "accepted" : "refused");
        step("a wrong one is %s", engine.checkKey().check(secret + "x").isPresent() ? "accepted" : "refused");
    }

    private void buy() {
        title("CREDITS", "at least 10.00 USD, with a bonus by user type");
        buy(GRACE, "too-little", "9.99");
        buy(GRACE, "first", "25.00");
        bank.useMethod(ADA, "card_declined");
        buy(ADA, "declined", "20.00");
        bank.useMethod(ADA, "bank_async_ok");
        buy(ADA, "transfer", "20.00");
        engine.advanceClock().advance(BEGIN.plus(Duration.ofDays(3)), 1_000);
        for (SignedNotice notice : bank.pendingNotices(100)) {
            engine.receiveNotices().receive(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers());
            bank.delivered(notice);
        }
        engine.workOffNotices().all();
        step("three days later the bank says it is paid");
        balance(ADA);
        balance(GRACE);
    }

    private void buy(AccountId account, String id, String amount) {
        BuyCredits.Outcome outcome = engine.buyCredits()
                .buy(new BuyCredits.Order(
                        account, new PurchaseId(id), new Wish.Amount(Money.parse(amount, USD)), true));
        step(
                "%s buys for %s: %s",
                account,
                amount,
                outcome.<String>fold(
                        bought -> bought.purchase().payment().orElseThrow().name(),
                        conflict -> "conflict",
                        refused -> "refused, " + refused.field() + " " + refused.reason()));
    }

    private void sessions() {
        title("SESSIONS", "by the second, credits are reserved ahead");
        RunSessions sessions = engine.runSessions();
        RunSessions.Estimate hour = sessions.estimate(session("s", "medium"), Duration.ofHours(1));
        step("an hour of a medium one would cost grace %s", hour.cost());
        for (int seconds : new int[] {7, 90, 90}) {
            SessionId id = new SessionId("s-" + clock.instant().getEpochSecond());
            sessions.start(session(id.value(), "medium"));
            engine.advanceClock().advance(clock.instant().plusSeconds(seconds), 100);
            RunSessions.Outcome.Done ended = (RunSessions.Outcome.Done) sessions.stop(GRACE, id, Optional.empty());
            step(
                    "%d seconds cost %s",
                    seconds, ended.session().end().orElseThrow().cost());
        }
        sandbox(sessions);
        sessions.start(session("big", "gpu"));
        RunSessions.Outcome.Done kept = (RunSessions.Outcome.Done) sessions.keep(GRACE, new SessionId("big"));
        step("a GPU runs, %s are reserved for it", kept.reserved());
        balance(GRACE);
        engine.advanceClock().advance(clock.instant().plus(Duration.ofHours(1)), 100);
        step(
                "nobody gave a sign of life: %s",
                sessions.find(GRACE, new SessionId("big"))
                        .orElseThrow()
                        .end()
                        .orElseThrow()
                        .reason()
                        .key());
        balance(GRACE);
    }

    private void sandbox(RunSessions sessions) {
        sessions.start(session("boxed", "medium").in(new SandboxTemplate("python")));
        int resources = cloud.existing(GRACE).size();
        sessions.cancel(GRACE, new SessionId("boxed"));
        step(
                "one has a sandbox: %d resources, and %d after it",
                resources, cloud.existing(GRACE).size());
    }

    private static SessionOrder session(String id, String size) {
        return new SessionOrder(
                new SessionId(id),
                GRACE,
                new MeterKey("session_seconds"),
                new TreeMap<>(Map.of("size", size)),
                Optional.empty());
    }

    private void storage() {
        title("STORAGE", "per GB and month, by time");
        level("a", "gcs_bucket", 100);
        level("b", "filestore_pvc", 10);
        step("grace keeps 100 GB in a bucket and 10 GB in a filestore");
        engine.advanceClock().advance(clock.instant().plus(Duration.ofDays(10)), 1_000);
        step("ten days later");
        balance(GRACE);
    }

    private void level(String resource, String kind, long gb) {
        EventData data =
                EventData.of(Map.of("gb", Value.of(gb), "kind", Value.of(kind), "resource", Value.of(resource)));
        engine.recordUsage()
                .record(List.of(new Submission(
                        new EventKey("platform", resource), "storage.level", "grace", clock.instant(), data)));
    }

    private void spaces() {
        title("SPACES", "bought once");
        engine.readCatalogue().current().orElseThrow().catalogue().products().values().stream()
                .filter(product -> product.category().equals("space"))
                .forEach(product -> step("%s: %s", product.name(), product.price()));
        space("grace-ml", "ml-ready");
        space("grace-ml", "ml-ready");
        balance(GRACE);
    }

    private void space(String id, String product) {
        BuyProduct.Outcome outcome =
                engine.buyProduct().buy(GRACE, new OwnershipId(id), new ProductKey(product), "my-ml-dataset", "grace");
        step(
                "grace buys %s as %s: %s",
                product, id, outcome instanceof BuyProduct.Outcome.Bought ? "hers, paid once" : outcome);
    }

    private void summary() {
        title("SUMMARY", "of March so far, for grace");
        Period march = new Period(BEGIN, clock.instant().plusSeconds(1));
        engine.readCredits().summary(GRACE, march).forEach(summary -> {
            step("opening %s", summary.opening());
            summary.changes().forEach((kind, credits) -> step("  %s %s", kind.key(), credits));
            step("closing %s", summary.closing());
        });
        step("and the last entries:");
        engine.readCredits()
                .history(GRACE, OptionalLong.empty(), 3)
                .forEach(each -> step(
                        "  %d %s %s",
                        each.entry().ordinal(),
                        each.entry().kind().key(),
                        each.entry().about()));
    }

    private void proof() {
        title("PROOF", "entries balance and are sealed one by one");
        VerifyLedger.Finding finding = engine.verifyLedger().verify(GRACE, Optional.empty());
        step("%d entries are in order: %s", finding.head().entries(), finding.isInOrder());
        LedgerHead kept = new LedgerHead(
                GRACE, finding.head().entries() + 1, finding.head().seal());
        step(
                "had one been cut off: %s",
                engine.verifyLedger()
                        .verify(GRACE, Optional.of(kept))
                        .defect()
                        .orElseThrow()
                        .reason());
    }

    private void balance(AccountId account) {
        CreditBalance balance = engine.readCredits().balances(account).stream()
                .filter(each -> each.unit().equals(CreditUnit.of(USD)))
                .findFirst()
                .orElse(null);
        step("  %s has %s", account, balance == null ? "no credits" : balance.available());
    }

    private void title(String name, String what) {
        out.printf("%n%s  %s%n", name, what);
    }

    private void step(String text, Object... values) {
        out.println("  " + text.formatted(values));
    }
}
