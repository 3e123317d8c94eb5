package dev.countinghouse.billing.domain.purchase;

import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.GrantOutcome;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.CreditSale.Bonus;
import dev.countinghouse.billing.domain.plan.GrantScope;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings an account's credits to where a purchase's payment is. What it does follows from the payment as it is now and the
 * purchase as it was, and not from how the one came to be: whatever was missed on the way is made up for.
 */
public final class PurchaseCredits {

    /** Behind the credits of plans, which come again. Of bought ones and a bonus that expire together, the bought go first. */
    public static final int PRIORITY = 100;

    private final CreditBook book;
    private final ZoneId zone;
    private Purchase purchase;

    /** @param zone the account's, by whose calendar credits expire */
    public PurchaseCredits(CreditBook book, ZoneId zone, Purchase purchase) {
        this.book = book;
        this.zone = zone;
        this.purchase = purchase;
    }

    private PurchaseTerms terms() {
        return purchase.deal().terms();
    }

    /**
     * Follows a payment that was made.
     *
     * @param refusals why refunds that were asked for are not given; those of them that are not in it are given
     */
    public Purchase follow(Payment payment, Map<RefundId, String> refusals) {
        if (!purchase.isPaid()) {
            grant();
        }
        purchase = purchase.in(payment.state(), book.at());
        settleRefunds(refusals);
        refundTo(payment.refunded());
        dispute(payment.dispute());
        return purchase;
    }

    private void grant() {
        PurchaseTerms terms = terms();
        grant(terms.bought(), expiry(terms.lasts()), terms.paid(terms.bought(), terms.price()));
        terms.bonus().ifPresent(bonus -> grantBonus(bonus.credits(), expiry(bonus.lasts())));
    }

    private Optional<Instant> expiry(Optional<Interval> lasts) {
        return lasts.map(interval -> interval.addTo(book.at().atZone(zone), 1).toInstant());
    }

    private void grant(Credits credits, Optional<Instant> expiresAt, Credits paid) {
        grant(purchase.boughtGrant(), LedgerAccount.PURCHASED, credits, expiresAt, Optional.of(paid));
    }

    private void grantBonus(Credits credits, Optional<Instant> expiresAt) {
        grant(purchase.bonusGrant(), LedgerAccount.BONUS, credits, expiresAt, Optional.empty());
    }

    private void grant(
            GrantId id, LedgerAccount pool, Credits credits, Optional<Instant> expiresAt, Optional<Credits> paid) {
        if (credits.signum() > 0) {
            require(book.granting()
                    .grant(new GrantOrder(
                            id,
                            pool,
                            credits,
                            PRIORITY,
                            Optional.empty(),
                            expiresAt,
                            GrantScope.ANYTHING,
                            paid,
                            "purchase " + purchase.id())));
        }
    }

    /** Nothing here may be refused: it was looked at before, under the same lock. */
    private static void require(GrantOutcome outcome) {
        if (!(outcome instanceof GrantOutcome.Done)) {
            throw new IllegalStateException("credits of a purchase could not be moved: " + outcome);
        }
    }

    // ---------------------------------------------------------------- refunds

    /**
     * Takes back credits for a refund that is to be asked for; or says why not, with nothing changed. Of the bonus the same
     * share has to be left, so that nobody keeps what he was given for money that he got back.
     */
    public Optional<String> takeBack(RefundId id, Money amount) {
        Money before = purchase.givenBack();
        Money after = before.plus(amount);
        Money most = refundable();
        if (amount.compareTo(most) > 0) {
            return Optional.of("is " + amount + ", it must be at most " + most
                    + ": so much was paid for the credits that are left of purchase " + purchase.id());
        }
        take("refund/" + id, before, after);
        List<PurchaseRefund> refunds = new ArrayList<>(purchase.refunds());
        refunds.add(
                new PurchaseRefund(id, purchase.deal().key(id), amount, PurchaseRefund.State.REQUESTED, "", book.at()));
        purchase = purchase.withRefunds(purchase.refunded(), refunds);
        return Optional.empty();
    }

    /** As it has become. */
    public Purchase purchase() {
        return purchase;
    }

    /** What can be given back for credits that are left. */
    public Money refundable() {
        Money before = purchase.givenBack();
        Money most = reach(terms().bought(), terms().boughtFor(before), purchase.boughtGrant());
        Money reached = terms().bonus()
                .map(Bonus::credits)
                .map(bonus -> most.min(reach(bonus, terms().bonusFor(before), purchase.bonusGrant())))
                .orElse(most);
        return reached.compareTo(before) < 0 ? Money.zero(most.currency()) : reached.minus(before);
    }

    /** Up to what the sum of refunds can go so that their share of some credits is not beyond what is gone or left. */
    private Money reach(Credits all, Credits gone, GrantId grant) {
        Fraction share = Fraction.of(gone.plus(left(grant)).value()).dividedBy(Fraction.of(all.value()));
        long minor = share.times(Fraction.of(terms().price().minorUnits()))
                .round(RoundingMode.FLOOR)
                .longValueExact();
        return new Money(minor, terms().price().currency()).min(terms().price());
    }

    private Credits left(GrantId id) {
        return book.granting()
                .find(id)
                .map(Grant::left)
                .orElse(Credits.zero(terms().bought().unit()));
    }

    private void settleRefunds(Map<RefundId, String> refusals) {
        List<PurchaseRefund> open =
                purchase.refunds().stream().filter(PurchaseRefund::isOpen).toList();
        for (PurchaseRefund refund : open) {
            Optional<String> refusal = Optional.ofNullable(refusals.get(refund.id()));
            Money before = purchase.givenBack();
            Money total = refusal.isPresent()
                    ? purchase.refunded()
                    : purchase.refunded().plus(refund.amount());
            List<PurchaseRefund> all = purchase.refunds().stream()
                    .map(each ->
                            each.equals(refund) ? refusal.map(each::refused).orElseGet(each::done) : each)
                    .toList();
            purchase = purchase.withRefunds(total, all);
            giveBack("refused/" + refund.id(), purchase.givenBack(), before);
        }
    }

    /** What others have given back, or a bank has sent back. */
    private void refundTo(Money total) {
        Money before = purchase.refunded();
        take("refund", before, total);
        giveBack("returned", total, before);
        purchase = purchase.withRefunds(total, purchase.refunds());
    }

    /** Credits follow money; what of bought ones is not left any more is owed, and what of the bonus is not left is let go. */
    private void take(String command, Money before, Money after) {
        if (before.compareTo(after) >= 0 || purchase.withheld().isPresent()) {
            return;
        }
        Credits bonus = terms().bonusFor(after).minus(terms().bonusFor(before));
        Credits bought = terms().boughtFor(after).minus(terms().boughtFor(before));
        Credits there = bought.min(left(purchase.boughtGrant()));
        // the bonus first: what is owed would be repaid of it
        refund(command + "/bonus", purchase.bonusGrant(), bonus.min(left(purchase.bonusGrant())));
        refund(command, purchase.boughtGrant(), there);
        if (bought.compareTo(there) > 0) {
            require(book.granting()
                    .chargeBack(command(command + "/owed"), purchase.boughtGrant(), bought.minus(there)));
        }
    }

    private void refund(String command, GrantId grant, Credits credits) {
        if (credits.signum() > 0) {
            require(book.granting().refund(command(command), grant, credits));
        }
    }

    /** The way back: the money given back is less than it was. */
    private void giveBack(String command, Money less, Money before) {
        if (less.compareTo(before) < 0 && purchase.withheld().isEmpty()) {
            restore(command, purchase.boughtGrant(), terms().boughtFor(before).minus(terms().boughtFor(less)));
            restore(
                    command + "/bonus",
                    purchase.bonusGrant(),
                    terms().bonusFor(before).minus(terms().bonusFor(less)));
        }
    }

    private void restore(String command, GrantId grant, Credits credits) {
        if (credits.signum() > 0) {
            require(book.granting().restore(command(command), grant, credits));
        }
    }

    /** One of this revision, which no other change of the purchase has. */
    private CommandKey command(String what) {
        return new CommandKey("purchase/" + purchase.id() + "@" + purchase.revision() + "/" + what);
    }

    // ---------------------------------------------------------------- disputes

    private void dispute(Optional<Dispute> dispute) {
        boolean withholds = dispute.filter(Dispute::withholdsMoney).isPresent();
        if (withholds && purchase.withheld().isEmpty()) {
            withhold();
        } else if (!withholds && purchase.withheld().isPresent()) {
            returned(purchase.withheld().get());
        }
        purchase = purchase.disputed(dispute);
    }

    private void withhold() {
        Credits bought = terms().bought().minus(terms().boughtFor(purchase.refunded()));
        Credits bonus = left(purchase.bonusGrant());
        // the bonus first, as above
        if (book.granting().find(purchase.bonusGrant()).isPresent()) {
            require(book.granting().withdraw(purchase.bonusGrant()));
        }
        if (bought.signum() > 0) {
            require(book.granting().chargeBack(command("dispute"), purchase.boughtGrant(), bought));
        }
        purchase = purchase.withholding(new Withheld(bought, bonus, book.at()));
    }

    /** What was given back of the money meanwhile stays given back, with its credits. */
    private void returned(Withheld withheld) {
        Money paid = terms().price().minus(purchase.refunded());
        Credits bought = terms().bought().minus(terms().boughtFor(purchase.refunded()));
        Credits bonus = terms().bonusCredits().minus(terms().bonusFor(purchase.refunded()));
        Optional<Instant> boughtUntil = extended(purchase.boughtGrant(), withheld.at());
        Optional<Instant> bonusUntil = extended(purchase.bonusGrant(), withheld.at());
        purchase = purchase.returned();
        grant(bought, boughtUntil, terms().paid(bought, paid));
        grantBonus(withheld.bonus().min(bonus), bonusUntil);
    }

    /** The time of a dispute does not count. What had expired before it was spent: what is granted again repays that. */
    private Optional<Instant> extended(GrantId id, Instant since) {
        return book.granting()
                .find(id)
                .flatMap(grant -> grant.order().expiresAt())
                .filter(expiry -> expiry.isAfter(since))
                .map(expiry -> expiry.plus(Duration.between(since, book.at())));
    }
}
