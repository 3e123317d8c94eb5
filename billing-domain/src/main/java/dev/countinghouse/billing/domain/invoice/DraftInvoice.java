package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * An invoice that may still be thrown away.
 *
 * @param period the usage period it closes
 * @param lines what is charged; credits are negative
 * @param paidWithCredits usage that the account's credits pay for: shown, not asked for
 * @param balance what earlier invoices left in the customer's favour, 0 or more
 */
public record DraftInvoice(
        AccountId account,
        Currency currency,
        Period period,
        List<LineItem> lines,
        List<LineItem> paidWithCredits,
        List<DiscountItem> discounts,
        List<TaxItem> taxes,
        Money balance) {

    public DraftInvoice {
        lines = List.copyOf(lines);
        paidWithCredits = List.copyOf(paidWithCredits);
        discounts = List.copyOf(discounts);
        taxes = List.copyOf(taxes);
    }

    /** The lines before discounts. */
    public Money subtotal() {
        return lines.stream().map(LineItem::amount).reduce(Money.zero(currency), Money::plus);
    }

    public Money discountTotal() {
        return discounts.stream().map(DiscountItem::amount).reduce(Money.zero(currency), Money::plus);
    }

    public Money taxTotal() {
        return taxes.stream().map(TaxItem::amount).reduce(Money.zero(currency), Money::plus);
    }

    /** Lines less discounts plus tax; below 0 where credits outweigh charges. */
    public Money total() {
        return subtotal().minus(discountTotal()).plus(taxTotal());
    }

    /** What the customer has to pay: the total less the balance, never below 0. */
    public Money amountDue() {
        Money due = total().minus(balance);
        return due.signum() > 0 ? due : Money.zero(currency);
    }

    /** What is left in the customer's favour for the next invoice. */
    public Money carriedForward() {
        Money due = total().minus(balance);
        return due.signum() < 0 ? due.negate() : Money.zero(currency);
    }

    /** The same with what earlier boundaries would be more or less; no discount of this invoice touches that. */
    public DraftInvoice adjusted(List<Restatement> restatements) {
        List<LineItem> allLines = new ArrayList<>(lines);
        List<LineItem> allPaid = new ArrayList<>(paidWithCredits);
        List<TaxItem> allTaxes = taxes;
        Money discount = Money.zero(currency);
        for (Restatement restatement : restatements) {
            allPaid.addAll(restatement.paidWithCredits());
            for (LineItem line : restatement.lines()) {
                allLines.add(line);
                discount = discount.plus(line.discount());
            }
            for (TaxItem tax : restatement.taxes()) {
                allTaxes = TaxItem.sum(allTaxes, tax);
            }
        }
        List<DiscountItem> allDiscounts = new ArrayList<>(discounts);
        if (!discount.isZero()) {
            allDiscounts.add(new DiscountItem(DiscountItem.ADJUSTMENT, "Discounts on adjustments", discount));
        }
        return new DraftInvoice(account, currency, period, allLines, allPaid, allDiscounts, allTaxes, balance);
    }

    /** What this invoice says of its own boundary. */
    public DraftInvoice withoutAdjustments() {
        List<LineItem> own = lines.stream().filter(line -> !line.isAdjustment()).toList();
        Money net = own.stream().map(LineItem::net).reduce(Money.zero(currency), Money::plus);
        return new DraftInvoice(
                account,
                currency,
                period,
                own,
                paidWithCredits.stream().filter(line -> !line.isAdjustment()).toList(),
                discounts.stream()
                        .filter(item -> !item.key().equals(DiscountItem.ADJUSTMENT))
                        .toList(),
                taxes.stream().map(tax -> TaxItem.of(tax.rate(), net)).toList(),
                balance);
    }

    public IssuedInvoice issue(InvoiceNumber number, Instant issuedAt, Instant dueAt, Party seller, Party buyer) {
        return new IssuedInvoice(number, this, issuedAt, dueAt, seller, buyer);
    }
}
