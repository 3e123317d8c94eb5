package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driving.AcknowledgeAlert;
import dev.countinghouse.billing.ports.driving.AllocateInvoice;
import dev.countinghouse.billing.ports.driving.BackfillUsage;
import dev.countinghouse.billing.ports.driving.ChangeEndpoint;
import dev.countinghouse.billing.ports.driving.CheckAlerts;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.DeliverMessages;
import dev.countinghouse.billing.ports.driving.EvaluateCharge;
import dev.countinghouse.billing.ports.driving.ExplainMargin;
import dev.countinghouse.billing.ports.driving.ForgetDeliveries;
import dev.countinghouse.billing.ports.driving.GuardCalls;
import dev.countinghouse.billing.ports.driving.OpenEndpoint;
import dev.countinghouse.billing.ports.driving.ProvisionAccount;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue;
import dev.countinghouse.billing.ports.driving.PublishCatalogue;
import dev.countinghouse.billing.ports.driving.ReadAccounts;
import dev.countinghouse.billing.ports.driving.ReadAlerts;
import dev.countinghouse.billing.ports.driving.ReadCatalogue;
import dev.countinghouse.billing.ports.driving.ReadCorrections;
import dev.countinghouse.billing.ports.driving.ReadCost;
import dev.countinghouse.billing.ports.driving.ReadDeliveries;
import dev.countinghouse.billing.ports.driving.ReadEndpoints;
import dev.countinghouse.billing.ports.driving.ReadMargin;
import dev.countinghouse.billing.ports.driving.ReadPriceBook;
import dev.countinghouse.billing.ports.driving.ReadTime;
import dev.countinghouse.billing.ports.driving.ReadUsage;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.ReplayDeliveries;
import dev.countinghouse.billing.ports.driving.ResumeProvisions;
import dev.countinghouse.billing.ports.driving.RunSimulations;
import dev.countinghouse.billing.ports.driving.SendDeliveries;
import dev.countinghouse.billing.ports.driving.SetThresholds;
import dev.countinghouse.billing.ports.driving.SimulateAccounts;
import dev.countinghouse.billing.ports.driving.SimulatePlan;
import dev.countinghouse.billing.ports.driving.WeighModelCalls;
import dev.countinghouse.billing.ports.pricebook.PriceBookFile;
import java.util.Optional;

/**
 * The engine: every driving port, wired to the driven ports its builder was given. Safe for use by many threads; an
 * application needs one.
 */
public final class BillingEngine extends CheckoutDoors {

    private final BillingEngineBuilder wiring;
    private final PriceBookFile priceBook;
    private final UsageRecorder usageRecorder;
    private final ResponseRecorder responseRecorder;
    private final ModelCallWeigher weigher;

    BillingEngine(BillingEngineBuilder wiring) {
        super(wiring);
        this.wiring = wiring;
        this.usageRecorder = new UsageRecorder(books, desk, wiring);
        this.priceBook = wiring.priceBook();
        this.responseRecorder = new ResponseRecorder(usageRecorder, priceBook);
        this.weigher = new ModelCallWeigher(responseRecorder, priceBook, books::now);
    }

    public static BillingEngineBuilder builder() {
        return new BillingEngineBuilder();
    }

    public PublishCatalogue publishCatalogue() {
        return new CataloguePublisher(books, Optional.ofNullable(wiring.invoicedBy));
    }

    /** @throws IllegalStateException unless the builder was told that a provider invoices */
    public ProvisionCatalogue provisionCatalogue() {
        return new CatalogueProvisioner(
                books,
                Optional.ofNullable(wiring.invoicedBy)
                        .orElseThrow(() ->
                                new IllegalStateException("no provider invoices: call invoicedBy(…) on the builder")));
    }

    public ReadCatalogue readCatalogue() {
        return new PublishedReader(books);
    }

    /** Without {@code infrastructure(…)} on the builder nothing is provided: an {@link IllegalStateException}. */
    public ProvisionAccount provisionAccount() {
        return accountProvisioner();
    }

    public ResumeProvisions resumeProvisions() {
        return new ProvisionResumer(
                books, site, accountProvisioner(), sessionRunner().sandboxes());
    }

    private AccountProvisioner accountProvisioner() {
        return new AccountProvisioner(books, site, accountRecipient(), closer);
    }

    public ReadAccounts readAccounts() {
        return new AccountReader(books);
    }

    public ReadTime readTime() {
        return new TimeReader(books);
    }

    public RecordUsage recordUsage() {
        return usageRecorder;
    }

    /** How many events wait to be stored; a measure of load. */
    public int waitingUsage() {
        return usageRecorder.waiting();
    }

    public RecordProviderResponses recordProviderResponses() {
        return responseRecorder;
    }

    public WeighModelCalls weighModelCalls() {
        return weigher;
    }

    public GuardCalls guardCalls() {
        return guard(weigher);
    }

    public CorrectUsage correctUsage() {
        return new UsageCorrector(books, desk, wiring.acceptedFuture);
    }

    public BackfillUsage backfillUsage() {
        return new UsageBackfiller(books, desk);
    }

    public ReadCorrections readCorrections() {
        return new CorrectionReader(books);
    }

    public ReadUsage readUsage() {
        return new UsageReader(books);
    }

    public EvaluateCharge evaluateCharge() {
        return new ChargeEvaluator();
    }

    /** @throws IllegalStateException unless the builder was told where to */
    public DeliverMessages deliverMessages() {
        return new MessageDeliverer(books, world, wiring.sink());
    }

    public OpenEndpoint openEndpoint() {
        return new EndpointOpener(books, world);
    }

    public ChangeEndpoint changeEndpoint() {
        return new EndpointChanger(books, world);
    }

    public ReadEndpoints readEndpoints() {
        return new EndpointReader(books);
    }

    public SendDeliveries sendDeliveries() {
        return new DeliverySending(books, world);
    }

    public ReadDeliveries readDeliveries() {
        return new DeliveryReader(books);
    }

    public ReplayDeliveries replayDeliveries() {
        return new DeliveryReplayer(books, world);
    }

    public ForgetDeliveries forgetDeliveries() {
        return new DeliveryForgetter(books, world);
    }

    public CheckAlerts checkAlerts() {
        return new AlertChecker(books);
    }

    public ReadAlerts readAlerts() {
        return new AlertReader(books);
    }

    public AcknowledgeAlert acknowledgeAlert() {
        return new AlertAcknowledger(books);
    }

    public SetThresholds setThresholds() {
        return new ThresholdSetter(books);
    }

    public SimulatePlan simulatePlan() {
        return new PlanSimulator(books);
    }

    public SimulateAccounts simulateAccounts() {
        return new AccountsSimulator(books);
    }

    public RunSimulations runSimulations() {
        return new SimulationRunner(books);
    }

    public ReadPriceBook readPriceBook() {
        return priceBook::book;
    }

    public ReadCost readCost() {
        return new CostReader(books);
    }

    public AllocateInvoice allocateInvoice() {
        return new InvoiceAllocator(books);
    }

    public ReadMargin readMargin() {
        return new MarginReader(books, wiring.exchangeRates);
    }

    public ExplainMargin explainMargin() {
        return new MarginExplainer(books, wiring.exchangeRates, priceBook.book());
    }
}
