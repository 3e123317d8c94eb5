package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.Allocation;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.invoice.TaxItem;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.AllocateInvoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

final class InvoiceAllocator implements AllocateInvoice {

    private final Books books;

    InvoiceAllocator(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Allocated> allocate(InvoiceNumber number, List<String> levels, SortedMap<String, Fraction> shares) {
        require(levels, shares);
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.invoices().find(number))
                .map(invoice -> books.transactions()
                        .inTransaction(Scope.of(invoice.content().account()), () -> {
                            AccountView view =
                                    Lookups.account(books, invoice.content().account());
                            return new Split(view, invoice, levels, shares).allocated();
                        }));
    }

    @Override
    public List<Allocated> allocateAll(
            AccountId account, Period issued, List<String> levels, SortedMap<String, Fraction> shares) {
        require(levels, shares);
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            return books.invoices().of(account).stream()
                    .filter(invoice -> issued.contains(invoice.issuedAt()))
                    .map(invoice -> new Split(view, invoice, levels, shares).allocated())
                    .toList();
        });
    }

    private static void require(List<String> levels, SortedMap<String, Fraction> shares) {
        if (levels.isEmpty() || levels.stream().distinct().count() < levels.size()) {
            throw new IllegalArgumentException(
                    "levels are " + levels + ", an invoice is split by at least one dimension and by each once");
        }
        boolean negative = shares.values().stream().anyMatch(share -> share.signum() < 0);
        boolean nothing = !shares.isEmpty() && shares.values().stream().allMatch(Fraction::isZero);
        if (negative || nothing) {
            throw new IllegalArgumentException(
                    "shares are " + shares + ", each must be a weight of 0 or more, and one of them more than 0");
        }
    }

    private static final class Split {

        private final IssuedInvoice invoice;
        private final List<String> levels;
        private final UseWeights use;
        private final Map<LineItem, SortedMap<Group, Amount>> parts = new LinkedHashMap<>();
        private final SortedMap<String, Fraction> shares;

        Split(AccountView view, IssuedInvoice invoice, List<String> levels, SortedMap<String, Fraction> shares) {
            this.invoice = invoice;
            this.levels = levels;
            this.use = new UseWeights(view, levels);
            this.shares = shares;
        }

        private Group inFirstLevel(String value) {
            List<String> values = new ArrayList<>(levels.stream().map(any -> "").toList());
            values.set(0, value);
            return new Group(values);
        }

        Allocated allocated() {
            List<LineItem> lines = invoice.content().lines();
            SortedMap<Group, Fraction> used = new TreeMap<>();
            for (LineItem line : lines) {
                if (line.rated().meter().isPresent()) {
                    SortedMap<Group, Fraction> weights = use.of(line.rated());
                    parts.put(line, split(line.net(), weights));
                    exact(line.net(), weights).forEach((group, part) -> used.merge(group, part, Fraction::plus));
                }
            }
            used.replaceAll((group, sum) -> sum.max(Fraction.ZERO));
            SortedMap<Group, Fraction> shared = shares.isEmpty() ? used : declared(used);
            List<AllocatedLine> allocations = new ArrayList<>();
            for (LineItem line : lines) {
                SortedMap<Group, Amount> known = parts.get(line);
                allocations.add(new AllocatedLine(
                        line.key(), line.rated().description(), known == null ? split(line.net(), shared) : known));
            }
            for (TaxItem tax : invoice.content().taxes()) {
                allocations.add(new AllocatedLine(tax.rate().key(), tax.rate().name(), split(tax.amount(), shared)));
            }
            return new Allocated(invoice, levels, allocations);
        }

        /** Each value's declared weight, spread inside of it by what was used there. */
        private SortedMap<Group, Fraction> declared(SortedMap<Group, Fraction> used) {
            SortedMap<Group, Fraction> weights = new TreeMap<>();
            shares.forEach((value, share) -> {
                SortedMap<Group, Fraction> inside = new TreeMap<>(used);
                inside.keySet().removeIf(group -> !group.values().get(0).equals(value));
                Fraction sum = inside.values().stream().reduce(Fraction.ZERO, Fraction::plus);
                if (sum.isZero()) {
                    weights.put(inFirstLevel(value), share);
                } else {
                    inside.forEach((group, part) ->
                            weights.put(group, share.times(part).dividedBy(sum)));
                }
            });
            return weights;
        }

        /** Not rounded: what goes by this is many times as much. */
        private SortedMap<Group, Fraction> exact(Money whole, SortedMap<Group, Fraction> weights) {
            Fraction sum = weights.values().stream().reduce(Fraction.ZERO, Fraction::plus);
            SortedMap<Group, Fraction> exact = new TreeMap<>();
            if (sum.isZero()) {
                exact.put(inFirstLevel(""), whole.exact().value());
            } else {
                weights.forEach((group, weight) ->
                        exact.put(group, whole.exact().value().times(weight).dividedBy(sum)));
            }
            return exact;
        }

        /** What nobody can be found for stays with nobody: a group of empty values. */
        private SortedMap<Group, Amount> split(Money whole, SortedMap<Group, Fraction> weights) {
            boolean anyWeight = weights.values().stream().anyMatch(weight -> weight.signum() > 0);
            if (!anyWeight) {
                return new TreeMap<>(Map.of(inFirstLevel(""), whole.exact()));
            }
            return Allocation.split(whole, weights);
        }
    }
}
