package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.Outbox;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything a test may find stored, to compare before and after. Of subscriptions the revision is left out. */
record StoredState(
        Optional<PublishedCatalogue> catalogue,
        Map<String, AccountId> subjects,
        List<Account> accounts,
        List<Subscribed> subscriptions,
        List<IssuedInvoice> invoices,
        List<CreditNote> creditNotes,
        List<UsageEvent> events,
        List<Alert> alerts,
        List<InvoiceNumber> nextNumbers,
        List<OutboxMessage> messages) {

    private static final List<String> SUBJECTS =
            List.of("acme", "globex", "initech", "free", "taken", "one", "two", "three", "customer-1");
    private static final List<String> EVENT_TYPES = List.of(
            "used",
            "memory",
            "login",
            "seats",
            "disk",
            "unmetered",
            "llm.response",
            "llm.tokens",
            "agent.execution",
            "api.call",
            "storage.level",
            "seats.level");
    private static final Period EVER =
            new Period(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

    static StoredState of(Storage storage) {
        return new Reading(storage).read();
    }

    private record Reading(Storage storage) {

        StoredState read() {
            List<AccountId> ids = List.of(Workbench.ACME, Workbench.GLOBEX, new AccountId("initech"));
            List<Account> accounts = new ArrayList<>();
            List<Subscribed> subscriptions = new ArrayList<>();
            List<IssuedInvoice> invoices = new ArrayList<>();
            List<CreditNote> notes = new ArrayList<>();
            List<UsageEvent> events = new ArrayList<>();
            List<Alert> alerts = new ArrayList<>();
            for (AccountId id : ids) {
                in(Scope.of(id), () -> {
                    storage.accounts().find(id).ifPresent(accounts::add);
                    storage.subscriptions().of(id).forEach(stored -> subscriptions.add(withoutRevision(stored)));
                    invoices.addAll(storage.invoices().of(id));
                    storage.invoices()
                            .of(id)
                            .forEach(invoice -> notes.addAll(storage.invoices().creditNotesOf(invoice.number())));
                    events.addAll(events(id));
                    alerts.addAll(storage.alerts().list(id, Optional.empty(), 1_000));
                    return true;
                });
            }
            return new StoredState(
                    in(Scope.SYSTEM, () -> storage.catalogues().current()),
                    in(Scope.SYSTEM, () -> storage.accounts().ownersOf(SUBJECTS)),
                    accounts,
                    subscriptions,
                    invoices,
                    notes,
                    events,
                    alerts,
                    List.of(next("INV"), next("CN")),
                    ids.stream().flatMap(id -> messages(id).stream()).toList());
        }

        private <T> T in(Scope scope, Supplier<T> work) {
            return storage.transactions().inTransaction(scope, work);
        }

        private static Subscribed withoutRevision(Subscribed stored) {
            return new Subscribed(stored.subscription(), stored.billedThrough(), stored.nextDueAt(), 0);
        }

        private List<UsageEvent> events(AccountId id) {
            List<UsageEvent> events = new ArrayList<>();
            for (String type : EVENT_TYPES) {
                Meter all = new Meter(
                        new MeterKey("all"), "All", "event", type, Aggregation.COUNT, "", "", Filter.ALL, List.of());
                storage.usage().usageOf(id).visit(all, Filter.ALL, EVER, (event, value) -> events.add(event));
            }
            return events;
        }

        /** Takes all messages and gives them back. */
        private List<OutboxMessage> messages(AccountId id) {
            List<OutboxMessage> messages = new ArrayList<>();
            try {
                return in(Scope.of(id), () -> {
                    Instant never = Instant.parse("9000-01-01T00:00:00Z");
                    Optional<Outbox.Claim> next = storage.outbox().claim(id, never, never.plusSeconds(1));
                    while (next.isPresent()) {
                        messages.add(next.get().message());
                        storage.outbox().delivered(next.get());
                        next = storage.outbox().claim(id, never, never.plusSeconds(1));
                    }
                    throw new Undone();
                });
            } catch (Undone undone) {
                return messages;
            }
        }

        /** Takes a number and gives it back. */
        private InvoiceNumber next(String series) {
            try {
                return in(Scope.SYSTEM, () -> {
                    throw new Taken(storage.invoices().nextNumber(series));
                });
            } catch (Taken taken) {
                return taken.number;
            }
        }
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient InvoiceNumber number;

        Taken(InvoiceNumber number) {
            this.number = number;
        }
    }
}
