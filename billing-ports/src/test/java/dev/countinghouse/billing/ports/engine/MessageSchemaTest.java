package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.events.EventType;
import dev.countinghouse.billing.ports.events.EventTypes;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is announced is what the types of messages say. */
class MessageSchemaTest {

    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final List<OutboxMessage> messages = new ArrayList<>();

    /** Everything that is announced; a new type has to happen here too. */
    private void live() {
        Workbench bench = Shop.opened();
        bench.subscribe(ACME, "small");
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 1));
        IssuedInvoice invoice = bench.invoices(ACME).get(0);
        TreeMap<String, Money> lines =
                new TreeMap<>(Map.of(invoice.content().lines().get(0).key(), Money.parse("4.00", Workbench.USD)));
        bench.engine.creditInvoice().credit(new CreditNoteId("a-mistake"), invoice.number(), lines, "a mistake");
        bench.engine
                .setBudget()
                .set(new Budget(
                        ACME,
                        new BudgetId("team"),
                        Budget.Measure.CHARGE,
                        Money.parse("5.00", Workbench.USD),
                        Optional.empty(),
                        new BudgetWindow.Month(),
                        Budget.Kind.SOFT,
                        Optional.empty()));
        bench.use(ACME, "used", Map.of("tokens", 2_100));
        bench.engine.checkAlerts().checkDue();
        bench.on("2026-03-10T00:00:00Z");
        bench.change(toPlan("small", When.PERIOD_END));
        bench.change(MAIN, new Step.Cancel(When.PERIOD_END, false));
        bench.on("2026-04-01T00:00:00Z");
        bench.engine.closePeriods().closeDue(10);
        deliver(bench);
        sessions();
        trials();
        usageReports();
    }

    private void trials() {
        Workbench bench = Shop.opened();
        bench.subscribe(new StartSubscription.Order(
                MAIN, ACME, new PlanKey("tried"), 1, bench.clock.instant(), Lifecycle.Anchor.START, true, List.of()));
        bench.clock.advance(Duration.ofDays(11));
        bench.engine.checkAlerts().checkDue();
        deliver(bench);
    }

    private void usageReports() {
        HandClock clock = new HandClock(Instant.parse("2026-03-01T00:00:00Z"));
        ToldMeters provider = new ToldMeters(clock);
        Workbench bench = new Workbench(InMemoryStorage.empty(), clock, wiring -> wiring.worldClock(clock)
                .tellUsageTo(provider));
        bench.engine.publishCatalogue().publish(Shop.CATALOGUE);
        bench.open(ACME).subscribe(ACME, "small");
        bench.use(ACME, "used", Map.of("tokens", 2_100));
        provider.removeMeter("small:tokens");
        bench.engine.reportUsage().report(ACME);
        deliver(bench);
    }

    private void sessions() {
        Workbench bench = Workbench.at("2026-03-01T00:00:00Z", Workbench.catalogue(CreditCase.example()));
        bench.open(ACME).subscribe(ACME, "free");
        // 5.00 pays 72,000 seconds of 0.25 an hour; the session is paid for the last 700, and not for more
        bench.use(ACME, "session.runtime", Map.of("seconds", 71_300, "size", "gpu"));
        bench.engine.runSessions().start(RunSessionsContract.order("s", "gpu"));
        bench.clock.advance(Duration.ofMinutes(4));
        bench.engine.runSessions().keep(ACME, new SessionId("s"));
        bench.use(ACME, "session.runtime", Map.of("seconds", 3_600, "size", "gpu"));
        bench.engine.runSessions().stop(ACME, new SessionId("s"), Optional.empty());
        deliver(bench);
    }

    private void deliver(Workbench bench) {
        BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .sink(messages::add)
                .build()
                .deliverMessages()
                .deliverDue();
        messages.addAll(PurchaseMessages.ofEachType());
        messages.addAll(ReceivableMessages.ofEachType());
        messages.addAll(ProviderInvoiceMessages.ofEachType());
    }

    @Test
    void everyMessageFitsTheSchemaOfItsTypeAndEveryTypeHappens() {
        live();

        assertThat(messages).isNotEmpty().allSatisfy(MessageSchemaTest::fits);
        assertThat(messages.stream().map(OutboxMessage::type).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        EventTypes.all().stream().map(EventType::name).toList());
    }

    @Test
    void whatDoesNotFitIsFound() {
        live();
        String sent = sent(messages.stream()
                .filter(message -> message.type().equals("invoice.issued"))
                .findFirst()
                .orElseThrow());
        JsonSchema schema = schema("invoice.issued");

        for (String wrong : List.of(
                sent.replace("invoice.issued", "invoice.credited"),
                sent.replace("\"total\"", "\"sum\""),
                sent.replace("\"amount\":\"10.00\"", "\"amount\":10.00"),
                sent.replace("\"issuedAt\":\"2026", "\"issuedAt\":\"in 2026"))) {
            assertThat(wrong).isNotEqualTo(sent);
            assertThat(schema.validate(wrong, InputFormat.JSON)).as(wrong).isNotEmpty();
        }
    }

    @Test
    void everyTypeHasWordsOfItsOwnForPeople() {
        live();

        assertThat(messages).allSatisfy(MessageSchemaTest::hasWords);
    }

    static void fits(OutboxMessage message) {
        assertThat(schema(message.type()).validate(sent(message), InputFormat.JSON))
                .as(sent(message))
                .isEmpty();
        hasWords(message);
    }

    private static void hasWords(OutboxMessage message) {
        Wording wording = Wording.of(delivery(message));
        assertThat(wording.subject()).doesNotContain(message.type());
        assertThat(wording.text()).endsWith("\n").doesNotContain("null", "{");
    }

    private static JsonSchema schema(String type) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(EventTypes.find(type).orElseThrow().schema(), STRICT);
    }

    private static String sent(OutboxMessage message) {
        return MessageForms.webhook(delivery(message));
    }

    private static Delivery delivery(OutboxMessage message) {
        return Delivery.begin(
                message.account(),
                new EndpointId("0".repeat(32)),
                MessageId.of(message.account(), message.type(), message.key()),
                message.type(),
                message.payload(),
                message.at(),
                message.at());
    }
}
