package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.SaleOutcome;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ownership.Ownership;
import dev.countinghouse.billing.domain.ownership.OwnershipId;
import dev.countinghouse.billing.domain.plan.Product;
import dev.countinghouse.billing.domain.plan.ProductKey;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.BuyProduct;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.util.List;
import java.util.Optional;

final class ProductSeller implements BuyProduct {

    private final Books books;
    private final CreditDesk desk;

    ProductSeller(Books books, CreditDesk desk) {
        this.books = books;
        this.desk = desk;
    }

    @Override
    public Outcome buy(AccountId account, OwnershipId id, ProductKey key, String name, String owner) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Optional<Ownership> earlier = books.ownerships().find(account, id);
            if (earlier.isPresent()) {
                return repeated(view, earlier.get(), key, name, owner);
            }
            Product product = Optional.ofNullable(view.catalogue().products().get(key))
                    .orElseThrow(() -> new UnknownException("there is no product '" + key + "', the products are "
                            + view.catalogue().products().keySet()));
            if (!product.price().currency().equals(view.account().currency())) {
                return new Outcome.Refused(
                        "product",
                        "product " + key + " is sold for " + product.price() + ", account " + account + " pays in "
                                + view.account().currency());
            }
            return sell(view, id, product, name, owner);
        });
    }

    private Outcome repeated(AccountView view, Ownership earlier, ProductKey key, String name, String owner) {
        return earlier.isSameWish(key, name, owner)
                ? new Outcome.Bought(
                        earlier,
                        new CreditReader(books).available(view, earlier.price().unit(), SpendPurpose.GENERAL))
                : new Outcome.Conflict(earlier);
    }

    private Outcome sell(AccountView view, OwnershipId id, Product product, String name, String owner) {
        AccountId account = view.account().id();
        Credits price = Credits.of(product.price());
        Ownership bought = new Ownership(id, account, product.key(), name, owner, price, books.now(account));
        CommandKey command = new CommandKey("product/" + id);
        Outcome outcome = desk.within(CreditCommand.of(account, command, book -> {
            if (price.isZero()) {
                return new Outcome.Bought(bought, book.available(price.unit(), SpendPurpose.GENERAL));
            }
            SaleOutcome sale =
                    book.burning().sell(command, "product/" + product.key() + "/" + id, price, SpendPurpose.GENERAL);
            if (sale instanceof SaleOutcome.Insufficient few) {
                return new Outcome.Insufficient(few.wanted(), few.available());
            }
            return new Outcome.Bought(bought, book.available(price.unit(), SpendPurpose.GENERAL));
        }));
        // whoever bought the same meanwhile had the ledger, and has committed by now
        if (outcome instanceof Outcome.Bought && !books.ownerships().add(bought)) {
            return repeated(view, books.ownerships().find(account, id).orElseThrow(), product.key(), name, owner);
        }
        return outcome;
    }

    @Override
    public Optional<Ownership> find(AccountId account, OwnershipId id) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.ownerships().find(account, id));
    }

    @Override
    public List<Ownership> owned(AccountId account, Optional<OwnershipId> before, int limit) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return books.ownerships()
                    .of(account, before.flatMap(id -> books.ownerships().find(account, id)), limit);
        });
    }
}
