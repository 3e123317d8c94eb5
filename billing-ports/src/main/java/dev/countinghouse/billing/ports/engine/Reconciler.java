package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.PaymentTry;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import dev.countinghouse.billing.domain.reconciliation.Difference.Kind;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.Reconcile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads our side in a transaction and asks the provider outside of it, a payment at a time. */
final class Reconciler implements Reconcile {

    private static final int PAGE = 100;

    /** After so many it is the provider, and the rest of a page would take as long to learn that. */
    private static final int IN_A_ROW = 5;

    private static final String FAILED = "failed";

    private final Books books;
    private final PaymentGateway gateway;
    private final PurchaseSettler purchases;
    private final InvoiceCollector collector;
    private final Optional<InvoiceGateway> invoices;
    private final Optional<ProvidedCheck> provided;
    private final boolean invoicesAreOurs;

    /**
     * @param invoices of a provider who invoices: what was paid for one of them he has asked for himself
     * @param provided what he was told, and has made of it
     */
    Reconciler(
            Books books,
            Till till,
            PurchaseSettler purchases,
            InvoiceCollector collector,
            Optional<InvoiceGateway> invoices,
            Optional<ProvidedCheck> provided,
            boolean invoicesAreOurs) {
        this.books = books;
        this.gateway = till.gateway();
        this.purchases = purchases;
        this.collector = collector;
        this.invoices = invoices;
        this.provided = provided;
        this.invoicesAreOurs = invoicesAreOurs;
    }

    @Override
    public Report reconcile(Optional<AccountId> after, int accounts, Instant since) {
        List<AccountId> page = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.accounts().list(after, accounts).stream()
                        .map(Account::id)
                        .toList());
        List<Difference> differences = new ArrayList<>();
        List<Failed> failed = new ArrayList<>();
        int away = 0;
        for (AccountId account : page) {
            if (away == IN_A_ROW) {
                failed.add(new Failed(
                        account, "not looked at: " + IN_A_ROW + " accounts before it could not be asked about"));
                continue;
            }
            try {
                differences.addAll(reconcile(account, since));
                away = 0;
            } catch (RuntimeException failure) {
                failed.add(new Failed(account, failure.toString()));
                away = failure instanceof UnavailableException ? away + 1 : 0;
            }
        }
        Optional<AccountId> next = page.size() < accounts ? Optional.empty() : Optional.of(page.get(page.size() - 1));
        return new Report(differences, page.size(), failed, next);
    }

    @Override
    public List<Difference> reconcile(AccountId account, Instant since) {
        books.transactions().requireNone();
        List<Difference> differences = new ArrayList<>();
        books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return invoicesAreOurs && differences.addAll(new InvoiceCheck(books, account, since).differences());
        });
        bought(account, since).forEach(purchase -> differences.addAll(check(purchase)));
        List<Receivable> billed = billed(account);
        billed.forEach(receivable -> receivable.receipts().tries().stream()
                .filter(each -> !each.at().isBefore(since))
                .forEach(each -> check(receivable, each).ifPresent(differences::add)));
        gateway.others(account, since).stream()
                .filter(payment -> billed.stream().noneMatch(receivable -> isPaidBy(receivable, payment)))
                .filter(payment ->
                        invoices.flatMap(there -> there.ofPayment(payment.id())).isEmpty())
                .forEach(payment -> differences.add(new Difference(
                        Kind.PAYMENT_UNKNOWN_HERE,
                        account,
                        payment.id().value(),
                        "nothing",
                        payment.amount() + " at " + payment.at(),
                        false)));
        provided.ifPresent(check -> differences.addAll(check.differences(account, since)));
        return differences;
    }

    /** Somebody has found out what it was for, and noted it. */
    private static boolean isPaidBy(Receivable receivable, OtherPayment payment) {
        return receivable
                .receipts()
                .outside()
                .filter(outside -> outside.reference().contains(payment.id().value()))
                .isPresent();
    }

    private List<Purchase> bought(AccountId account, Instant since) {
        List<Purchase> all = new ArrayList<>();
        Optional<PurchaseId> before = Optional.empty();
        while (true) {
            Optional<PurchaseId> from = before;
            List<Purchase> page = books.transactions()
                    .inTransaction(Scope.of(account), () -> books.purchases().of(account, from, PAGE));
            page.stream()
                    .filter(purchase -> !purchase.deal().startedAt().isBefore(since))
                    .forEach(all::add);
            if (page.size() < PAGE || page.get(PAGE - 1).deal().startedAt().isBefore(since)) {
                return all;
            }
            before = Optional.of(page.get(PAGE - 1).id());
        }
    }

    private List<Receivable> billed(AccountId account) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.receivables().of(account));
    }

    // ---------------------------------------------------------------- purchases

    private List<Difference> check(Purchase first) {
        if (first.isAtCheckout() || first.payment().isEmpty()) {
            // whoever pays on a page has not paid yet, and what has no answer is being asked about
            return List.of();
        }
        List<Difference> differences = new ArrayList<>();
        Side ours = Side.of(first);
        check(first.account(), first.deal().key(), ours, () -> Side.of(purchases.settle(first.account(), first.id())))
                .ifPresent(differences::add);
        // what a dispute took and gave back is in other grants
        if (first.isPaid()
                && first.disputesWon() == 0
                && new CreditReader(books)
                        .grant(first.account(), first.boughtGrant())
                        .isEmpty()) {
            differences.add(new Difference(
                    Kind.CREDITS_MISSING,
                    first.account(),
                    "purchase " + first.id(),
                    "no grant " + first.boughtGrant(),
                    first.price() + " paid",
                    false));
        }
        return differences;
    }

    // ---------------------------------------------------------------- invoices

    private Optional<Difference> check(Receivable receivable, PaymentTry each) {
        if (each.state().isEmpty()) {
            return Optional.empty();
        }
        return check(
                receivable.account(),
                each.key(),
                Side.of(each),
                () -> collector.settle(receivable.account(), receivable.invoice()).receipts().under(each.key()).stream()
                        .map(Side::of)
                        .findFirst()
                        .orElseThrow());
    }

    // ---------------------------------------------------------------- payments

    /** A payment as one side has it. */
    private record Side(String amount, String state, String refunded, String dispute) {

        static Side of(Purchase purchase) {
            return new Side(
                    purchase.price().toString(),
                    purchase.state(),
                    purchase.refunded().toString(),
                    purchase.dispute().toString());
        }

        static Side of(PaymentTry each) {
            return new Side(
                    each.amount().toString(),
                    each.state().map(PaymentState::name).orElse(""),
                    each.refunded().toString(),
                    each.dispute().toString());
        }

        static Side of(Payment payment) {
            return new Side(
                    payment.amount().toString(),
                    payment.state().name(),
                    payment.refunded().toString(),
                    payment.dispute().toString());
        }

        String words() {
            return amount + " " + state + ", " + refunded + " refunded"
                    + (dispute.equals(Optional.empty().toString()) ? "" : ", disputed: " + dispute);
        }
    }

    /** @param followed follows what the provider says, and tells how it stands here then */
    private Optional<Difference> check(AccountId account, PaymentKey key, Side ours, Supplier<Side> followed) {
        Optional<Payment> payment = gateway.find(key);
        if (payment.isEmpty() && ours.state().equals(FAILED)) {
            // as where nobody came to the page to pay on: there never was one
            return Optional.empty();
        }
        if (payment.isEmpty()) {
            return Optional.of(new Difference(
                    Kind.PAYMENT_MISSING_THERE, account, "payment " + key, ours.words(), "nothing", false));
        }
        Side theirs = Side.of(payment.get());
        if (ours.equals(theirs)) {
            return Optional.empty();
        }
        Difference found =
                new Difference(Kind.PAYMENT_DIFFERS, account, "payment " + key, ours.words(), theirs.words(), false);
        try {
            return Optional.of(followed.get().equals(theirs) ? found.asResolved() : found);
        } catch (IllegalStateException cannotBe) {
            // as a payment that failed here and was made there after all: somebody has to look at it
            return Optional.of(found);
        }
    }
}
