package dev.countinghouse.app.engine;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.domain.dunning.DunningSchedule;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.domain.session.SessionRules;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import java.util.List;
import org.jboss.logging.Logger;

/** What the settings say of how an engine bills; the service and the commands that bill have the same. */
public final class EngineSettings {

    private static final Logger LOG = Logger.getLogger(EngineSettings.class);

    private EngineSettings() {}

    public static BillingEngineBuilder connect(BillingEngineBuilder builder, Settings settings, EngineClock clock) {
        Settings.Seller seller = settings.seller();
        LedgerKeySetting.of(settings).ifPresentOrElse(builder::ledgerKey, EngineSettings::warnOfOpenLedger);
        return (clock.isMovable() ? builder.testClock(clock) : builder.clock(clock))
                .seller(new Party(
                        seller.name(),
                        seller.address().orElse(List.of()),
                        seller.taxId().orElse("")))
                .numberSeries(settings.invoices().series(), settings.invoices().creditNoteSeries())
                .paymentTerm(settings.invoices().paymentTerm())
                .acceptedWindow(
                        settings.usage().acceptedPast(), settings.usage().acceptedFuture())
                .exchangeRates(new ExchangeRates(settings.exchangeRates().orElse(List.of()).stream()
                        .map(ExchangeRateSetting::parse)
                        .toList()))
                .thresholds(thresholds(settings.alerts()))
                .dunning(dunning(settings.dunning()))
                .sessionRules(sessionRules(settings.sessions()));
    }

    private static DunningSchedule dunning(Settings.Dunning settings) {
        try {
            return new DunningSchedule(settings.retries(), settings.grace(), settings.restriction());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("countinghouse.dunning: " + wrong.getMessage(), wrong);
        }
    }

    private static SessionRules sessionRules(Settings.Sessions settings) {
        return new SessionRules(settings.ahead(), settings.patience(), settings.grace());
    }

    private static void warnOfOpenLedger() {
        LOG.warn(
                "there is neither COUNTINGHOUSE_LEDGER_KEY nor COUNTINGHOUSE_ENCRYPTION_KEY: whoever can write the database"
                        + " can change entries about credits without its being seen");
    }

    private static Thresholds thresholds(Settings.Alerts settings) {
        return new Thresholds(settings.thresholds().orElse(List.of()).stream()
                .map(Fraction::parse)
                .toList());
    }
}
