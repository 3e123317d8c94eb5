package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.provider.WantedSubscriptions;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Mirrors.Claim;
import dev.countinghouse.billing.ports.driven.Mirrors.Mirror;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is wanted at the provider, and what follows here from what is there: under the lock that bills the account, what is
 * known of it, what the subscriptions owe and whether they end, and the messages about it, in one transaction.
 */
record MirrorBook(ReceivableBook receivables, SubscriptionChanger changer) {

    /** More than an account has open at a time. */
    private static final int ALL = 1_000;

    /** @param of the main subscription here */
    record Wanted(SubscriptionId of, WantedSubscription there) {}

    /**
     * @param obstacle what keeps something from being as it should be, and nobody can put right but people
     * @param missing what the provider has not been given yet
     * @param lookAt when there is something to do by itself
     */
    record Wish(List<Wanted> wanted, Optional<String> obstacle, Optional<String> missing, Optional<Instant> lookAt) {

        boolean has(SubscriptionId id) {
            return wanted.stream().anyMatch(each -> each.there().id().equals(id));
        }
    }

    Books books() {
        return receivables.books();
    }

    Till till() {
        return receivables.till();
    }

    List<Mirror> running(AccountId account) {
        return books()
                .transactions()
                .inTransaction(Scope.of(account), () -> books().mirrors().of(account))
                .stream()
                .filter(mirror -> !mirror.hasEnded())
                .toList();
    }

    /** All that is not done with, of what began since the account is kept there. */
    Wish wish(Claim claim) {
        AccountId account = claim.account();
        return books().transactions().inTransaction(Scope.of(account), () -> {
            books().subscriptions().lock(account);
            AccountView view = Lookups.account(books(), account);
            List<Mirror> known = books().mirrors().of(account);
            Gathered gathered = new Gathered();
            for (Subscription main : mains(view)) {
                List<Mirror> its = known.stream()
                        .filter(mirror -> mirror.of().equals(main.id()))
                        .toList();
                boolean isOlder = main.startedAt().isBefore(claim.since()) && its.isEmpty();
                if (!isOlder && !isDone(main, its)) {
                    gather(view, main, its, gathered);
                }
            }
            return gathered.wish();
        });
    }

    private static final class Gathered {

        private final List<Wanted> wanted = new ArrayList<>();
        private final List<String> obstacles = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        private final List<Instant> looks = new ArrayList<>();

        Wish wish() {
            return new Wish(
                    List.copyOf(wanted),
                    obstacles.stream().findFirst(),
                    missing.stream().findFirst(),
                    looks.stream().min(Instant::compareTo));
        }
    }

    private void gather(AccountView view, Subscription main, List<Mirror> its, Gathered gathered) {
        try {
            WantedSubscriptions wishes = wishes(view, main);
            wishes.lookAt().ifPresent(gathered.looks::add);
            wishes.begun().stream()
                    .filter(wish -> !hasEnded(its, wish.id()))
                    .forEach(wish -> gathered.wanted.add(new Wanted(main.id(), wish)));
            obstacles(its, wishes.begun()).forEach(gathered.obstacles::add);
        } catch (ProvisionedReferences.MissingException missing) {
            gathered.missing.add(String.valueOf(missing.getMessage()));
        }
    }

    private static List<Subscription> mains(AccountView view) {
        return view.subscriptions().stream()
                .filter(AccountView::isMain)
                .map(stored -> stored.subscription())
                .toList();
    }

    private boolean isDone(Subscription main, List<Mirror> its) {
        return main.hasEndedBy(books().now(main.account()))
                && !its.isEmpty()
                && its.stream().allMatch(Mirror::hasEnded);
    }

    private WantedSubscriptions wishes(AccountView view, Subscription main) {
        return WantedSubscriptions.of(
                main,
                view.addOns(),
                view::plan,
                new ProvisionedReferences(books().priceRefs()),
                books().now(main.account()));
    }

    private static boolean hasEnded(List<Mirror> its, SubscriptionId id) {
        return its.stream().anyMatch(mirror -> mirror.id().equals(id) && mirror.hasEnded());
    }

    /** History that was changed behind what the provider has: an add-on, say, that is begun before something was free. */
    private static Stream<String> obstacles(List<Mirror> its, List<WantedSubscription> begun) {
        Stream<String> stray = its.stream()
                .filter(mirror -> !mirror.hasEnded())
                .filter(mirror -> begun.stream().noneMatch(wish -> wish.id().equals(mirror.id())))
                .map(mirror ->
                        "subscription " + mirror.reference() + " is for nothing any more: end it at the provider");
        Stream<String> lost = begun.stream()
                .filter(wish -> hasEnded(its, wish.id()) && !isToEnd(wish, wish.asOf()))
                .map(wish -> "subscription " + wish.id()
                        + " has ended at the provider and goes on here: end it, and start another");
        return Stream.concat(stray, lost);
    }

    static boolean isToEnd(WantedSubscription wish, Instant there) {
        return wish.hasEnded()
                || wish.end().filter(end -> StepRules.isAbout(end.at(), there)).isPresent();
    }

    Optional<Instant> lookAt(AccountId account, Wish wish) {
        return books().transactions().inTransaction(Scope.of(account), () -> {
            Instant now = books().now(account);
            return Stream.concat(
                            wish.lookAt().stream(),
                            books().mirrors().of(account).stream()
                                    .flatMap(mirror -> standings().changes(mirror)))
                    .filter(now::isBefore)
                    .min(Instant::compareTo);
        });
    }

    private MirrorStanding standings() {
        return new MirrorStanding(receivables.schedule());
    }

    /** What is there as nothing of ours is still to come there: what somebody has changed about its end is followed. */
    void follow(Claim claim, SubscriptionId of, ProviderSubscription there) {
        seen(of, there, Optional.of(claim));
    }

    /** What is there now that ours was put. */
    void keep(SubscriptionId of, ProviderSubscription there) {
        seen(of, there, Optional.empty());
    }

    /** @param changed whether ours was, which has more to follow */
    private record Seen(boolean changed, boolean newArrears) {}

    private void seen(SubscriptionId of, ProviderSubscription there, Optional<Claim> claim) {
        AccountId account = there.account();
        Seen seen = books().transactions().inTransaction(Scope.of(account), () -> {
            books().subscriptions().lock(account);
            Optional<Mirror> before = books().mirrors().of(account).stream()
                    .filter(mirror -> mirror.id().equals(there.id()))
                    .findFirst();
            boolean mayFollow = claim.filter(books().mirrors()::isLatest).isPresent();
            boolean changed = new MirrorEnds(books(), changer).follow(of, there, before.filter(any -> mayFollow));
            return new Seen(changed, keep(before, after(of, there, before)));
        });
        if (seen.newArrears()) {
            receivables.termsChanged().accept(account);
        }
        if (seen.changed()) {
            changer.follow(account);
        }
    }

    /** What has ended there is told of no more: whether it is owed still is said by its invoices. */
    void settle(AccountId account) {
        boolean isSettled = books().transactions().inTransaction(Scope.of(account), () -> {
            books().subscriptions().lock(account);
            Instant now = books().now(account);
            boolean changed = false;
            for (Mirror mirror : books().mirrors().of(account)) {
                if (mirror.hasEnded() && mirror.arrears().isPresent()) {
                    Mirror after = standings().settled(mirror, ours(account, mirror.of(), mirror.id()), now);
                    changed |= keep(Optional.of(mirror), after);
                }
            }
            return changed;
        });
        if (isSettled) {
            receivables.termsChanged().accept(account);
        }
    }

    private Mirror after(SubscriptionId of, ProviderSubscription there, Optional<Mirror> before) {
        AccountId account = there.account();
        return standings().seen(of, there, before, ours(account, of, there.id()), books().now(account));
    }

    private MirrorStanding.Ours ours(AccountId account, SubscriptionId of, SubscriptionId there) {
        Instant now = books().now(account);
        List<SubscriptionId> going = mains(Lookups.account(books(), account)).stream()
                .filter(main -> !main.hasEndedBy(now))
                .map(Subscription::id)
                .toList();
        return new MirrorStanding.Ours(going.contains(of), !going.isEmpty(), isOpen(account, there));
    }

    /** By copies of invoices, where there are any. */
    private boolean isOpen(AccountId account, SubscriptionId there) {
        return books().habits().copiesInvoices()
                && books()
                        .providerInvoices()
                        .list(Optional.of(account), Optional.of(Status.OPEN), Optional.empty(), ALL)
                        .stream()
                        .anyMatch(copy -> copy.invoice().subscription().equals(Optional.of(there)));
    }

    /** @return whether what is owed has changed */
    private boolean keep(Optional<Mirror> before, Mirror after) {
        if (before.filter(after::equals).isPresent()) {
            return false;
        }
        books().mirrors().save(after);
        boolean newArrears = !before.flatMap(Mirror::arrears).equals(after.arrears());
        boolean owes = receivables.noteArrears(after.account());
        boolean isTold = !before.map(Mirror::told).orElse(Mirror.GOOD).equals(after.told());
        if (isTold && !(owes && after.told().equals(Mirror.GOOD))) {
            new Announcer(books()).standing(after);
        }
        return newArrears;
    }
}
