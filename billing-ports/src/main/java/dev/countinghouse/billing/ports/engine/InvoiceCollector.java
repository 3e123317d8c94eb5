package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.dunning.DunningStep;
import dev.countinghouse.billing.domain.dunning.InvoiceRefund;
import dev.countinghouse.billing.domain.dunning.PaymentTry;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Receivables.Ask;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.CollectInvoices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Takes one step after another. A try is kept before the provider is asked for it, and his answer counts only if nothing has
 * changed since before he was asked: of two that ask at once, the one with the older answer asks again.
 */
final class InvoiceCollector implements CollectInvoices {

    private final Books books;
    private final Till till;
    private final ReceivableBook book;
    private final PaymentGateway gateway;
    private final SubscriptionChanger subscriptions;

    InvoiceCollector(ReceivableBook book, SubscriptionChanger subscriptions) {
        this.books = book.books();
        this.till = book.till();
        this.book = book;
        this.gateway = till.gateway();
        this.subscriptions = subscriptions;
    }

    @Override
    public int collect(int limit, Executor threads) {
        List<AccountId> due = dueBy(books.now(), limit);
        List<Ask> asks = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.receivables().toAskBy(till.now(), limit));
        Map<AccountId, List<Ask>> work = new LinkedHashMap<>();
        due.forEach(account -> work.put(account, new ArrayList<>()));
        asks.forEach(each ->
                work.computeIfAbsent(each.account(), any -> new ArrayList<>()).add(each));
        AccountFailures failures = new AccountFailures("asked to pay");
        CompletableFuture<Void> all = CompletableFuture.allOf(work.entrySet().stream()
                .map(each -> CompletableFuture.runAsync(
                        () -> failures.guard(each.getKey(), () -> collect(each.getKey(), each.getValue())), threads))
                .toArray(CompletableFuture[]::new));
        try {
            all.join();
        } catch (CompletionException broken) {
            if (broken.getCause() instanceof Error error) {
                throw error;
            }
            // whoever found that nothing works any more has said so; it is reported with the rest
        }
        failures.report();
        return due.size() + asks.size();
    }

    private void collect(AccountId account, List<Ask> asks) {
        asks.forEach(this::ask);
        collect(account);
    }

    List<AccountId> dueBy(Instant instant, int limit) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.receivables().dueBy(instant, limit));
    }

    Optional<Instant> nextDue(AccountId account) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.receivables().nextDue(account));
    }

    /** Does what is due for an account. */
    void collect(AccountId account) {
        books.transactions()
                .inTransaction(Scope.of(account), () -> books.receivables().openOf(account))
                .forEach(receivable -> pursue(account, receivable.invoice()));
    }

    private void pursue(AccountId account, InvoiceNumber invoice) {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = step(book.find(account, invoice));
        }
    }

    /** Whether there may be more to do. */
    private boolean step(Receivable seen) {
        Instant now = books.now(seen.account());
        DunningStep step = seen.step(book.schedule(), now);
        if (step instanceof DunningStep.Charge) {
            Optional<Receivable> begun = book.change(seen, it -> it.trying(false, now));
            begun.ifPresent(this::settle);
            return true;
        }
        if (step instanceof DunningStep.Tell tell) {
            book.change(seen, it -> it.telling(tell.stage()));
            return true;
        }
        if (step instanceof DunningStep.GiveUp) {
            return giveUp(seen, now);
        }
        return false;
    }

    /** {@code false} if a subscription cannot be ended at this very instant; it will be at the next. */
    private boolean giveUp(Receivable seen, Instant now) {
        for (Subscription each : running(seen.account(), now)) {
            Optional<SubscriptionChange> ended = end(seen, each);
            if (ended.isEmpty()) {
                // it was paid meanwhile, or something else has become of it
                return true;
            }
            subscriptions.follow(seen.account());
            if (ended.get() instanceof SubscriptionChange.Refused
                    && running(seen.account(), now).stream()
                            .anyMatch(still -> still.id().equals(each.id()))) {
                return false;
            }
        }
        book.change(seen, it -> it.telling(DunningStage.CANCELED).writtenOff(now));
        return true;
    }

    private List<Subscription> running(AccountId account, Instant now) {
        return books
                .transactions()
                .inTransaction(Scope.of(account), () -> books.subscriptions().of(account))
                .stream()
                .map(Subscribed::subscription)
                .filter(each -> !now.isBefore(each.startedAt()) && !each.hasEndedBy(now))
                .toList();
    }

    /** Empty, with nothing ended, if the invoice is not as it was seen. */
    private Optional<SubscriptionChange> end(Receivable seen, Subscription subscription) {
        AccountId account = seen.account();
        return books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            return books.receivables()
                    .find(account, seen.invoice())
                    .filter(now -> now.revision() == seen.revision())
                    .map(unpaid -> subscriptions.changeUnbilled(
                            account, subscription.id(), new Step.Cancel(When.NOW, false), OptionalLong.empty()));
        });
    }

    // ---------------------------------------------------------------- asking the provider

    /** Puts off the next question before it asks: nobody else asks meanwhile. Once it has asked it may be later still. */
    private void ask(Ask due) {
        if (claim(due)) {
            settle(due.account(), due.invoice());
            pursue(due.account(), due.invoice());
            putOffFurther(new Ask(due.account(), due.invoice(), due.revision(), due.looks() + 1));
        }
    }

    private boolean claim(Ask due) {
        return books.transactions().inTransaction(Scope.of(due.account()), () -> books.receivables()
                .find(due.account(), due.invoice())
                .filter(it -> books.receivables().postpone(due, till.claim(it, due.looks() + 1)))
                .isPresent());
    }

    /** What the provider is still asked for, or was changed by his answer, has its next question. */
    private void putOffFurther(Ask claimed) {
        books.transactions().inTransaction(Scope.of(claimed.account()), () -> books.receivables()
                .find(claimed.account(), claimed.invoice())
                .filter(it -> !it.receipts().isAsking())
                .map(it -> books.receivables().postpone(claimed, till.nextAsk(it, claimed.looks() + 1))));
    }

    /** @param refusals why refunds that were asked for are not given, by number; empty for one that is */
    private record Answer(Optional<Payment> payment, Map<Integer, Optional<String>> refusals) {

        Receivable appliedTo(Receivable before, ReceivableBook book, Instant now) {
            Receivable after = before;
            for (Map.Entry<Integer, Optional<String>> each : refusals.entrySet()) {
                after = after.refunded(each.getKey(), each.getValue());
            }
            return payment.isPresent() ? after.follow(payment.get(), book.schedule(), now) : after;
        }
    }

    /** How it stands once the provider was asked. */
    Receivable settle(AccountId account, InvoiceNumber invoice) {
        return settle(book.find(account, invoice));
    }

    Receivable settle(Receivable first) {
        Receivable seen = first;
        while (true) {
            Answer answer = answer(seen);
            Instant now = books.now(seen.account());
            Optional<Receivable> kept = book.change(seen, it -> answer.appliedTo(it, book, now));
            if (kept.isPresent()) {
                return kept.get();
            }
            seen = book.find(seen.account(), seen.invoice());
        }
    }

    private Answer answer(Receivable seen) {
        books.transactions().requireNone();
        Map<Integer, Optional<String>> refusals = new TreeMap<>();
        for (InvoiceRefund refund : seen.receipts().refunds()) {
            if (refund.isOpen()) {
                refusals.put(
                        refund.number(),
                        gateway.refund(refund.payment(), refund.key(), refund.amount())
                                .fold(
                                        done -> Optional.empty(),
                                        refused -> Optional.of(PurchaseSettler.inWords(refused.reason()))));
            }
        }
        return new Answer(asked(seen).map(each -> payment(seen, each)), refusals);
    }

    /** The one that is not decided, or the one that was paid. */
    private static Optional<PaymentTry> asked(Receivable seen) {
        return seen.receipts().undecided().or(() -> seen.receipts().tries().stream()
                .filter(PaymentTry::hasSucceeded)
                .reduce((before, after) -> after));
    }

    private Payment payment(Receivable seen, PaymentTry asked) {
        if (asked.state().isEmpty()) {
            return gateway.charge(new ChargeOrder(
                    asked.key(), seen.account(), asked.amount(), "Invoice " + seen.invoice(), asked.customerPresent()));
        }
        return gateway.find(asked.key())
                .orElseThrow(() -> new IllegalStateException("the provider does not know payment " + asked.key()
                        + " of invoice " + seen.invoice() + " any more"));
    }
}
