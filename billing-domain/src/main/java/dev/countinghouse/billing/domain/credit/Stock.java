package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.Posting;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Grants, balances and entries of an account while commands work on them: what can be taken, and where it comes back to. */
final class Stock {

    private final AccountId account;
    private final Map<GrantId, Grant> grants = new LinkedHashMap<>();
    private final Map<GrantId, Grant> changed = new LinkedHashMap<>();
    private final Map<CreditUnit, TreeSet<Grant>> spendable = new TreeMap<>();
    private final Map<CreditUnit, Map<LedgerAccount, Credits>> balances = new TreeMap<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final Map<CommandKey, JournalEntry> byCommand = new HashMap<>();
    private final long entriesBefore;

    Stock(BookState state) {
        this.account = state.head().account();
        this.entriesBefore = state.head().entries();
        state.grants().forEach(this::keep);
        state.balances().forEach((unit, amounts) -> {
            Map<LedgerAccount, Credits> own = new EnumMap<>(LedgerAccount.class);
            own.putAll(amounts);
            balances.put(unit, own);
        });
    }

    // ---------------------------------------------------------------- grants

    Optional<Grant> find(GrantId id) {
        return Optional.ofNullable(grants.get(id));
    }

    Collection<Grant> grants() {
        return grants.values();
    }

    Collection<Grant> changed() {
        return changed.values();
    }

    void put(Grant grant) {
        keep(grant);
        changed.put(grant.id(), grant);
    }

    private void keep(Grant grant) {
        TreeSet<Grant> own = spendable.computeIfAbsent(grant.amount().unit(), any -> new TreeSet<>(Grant.BURN_ORDER));
        Grant before = grants.put(grant.id(), grant);
        if (before != null) {
            own.remove(before);
        }
        if (grant.left().signum() > 0) {
            own.add(grant);
        }
    }

    Credits spendable(CreditUnit unit, SpendPurpose purpose, Instant at) {
        Credits sum = Credits.zero(unit);
        for (Grant grant : spendable.getOrDefault(unit, none())) {
            if (grant.pays(purpose, at)) {
                sum = sum.plus(grant.left());
            }
        }
        return sum;
    }

    /** Where an amount would be taken from, in burn order; what grants do not have is overdrawn. */
    List<Part> take(Credits amount, SpendPurpose purpose, Instant at) {
        List<Part> parts = new ArrayList<>();
        Credits missing = amount;
        for (Grant grant : spendable.getOrDefault(amount.unit(), none())) {
            if (missing.signum() <= 0) {
                break;
            }
            if (grant.pays(purpose, at)) {
                Credits taken = grant.left().min(missing);
                parts.add(new Part(Optional.of(grant.id()), taken));
                missing = missing.minus(taken);
            }
        }
        if (missing.signum() > 0) {
            parts.add(new Part(Optional.empty(), missing));
        }
        return parts;
    }

    private static TreeSet<Grant> none() {
        return new TreeSet<>(Grant.BURN_ORDER);
    }

    // ---------------------------------------------------------------- moving credits

    void spend(List<Part> parts, Postings postings) {
        move(parts, Grant::takeAway, postings);
    }

    void hold(List<Part> parts, Postings postings) {
        move(parts, Grant::hold, postings);
    }

    /** Spends credits on what was overdrawn. */
    void repay(List<Part> parts, Postings postings) {
        move(parts, Grant::repay, postings);
    }

    private void move(List<Part> parts, BiFunction<Grant, Credits, Grant> change, Postings postings) {
        for (Part part : parts) {
            Credits less = part.amount().negate();
            part.grant()
                    .map(this::known)
                    .ifPresentOrElse(
                            grant -> {
                                put(change.apply(grant, part.amount()));
                                counter(grant.pool(), grant.id(), less, postings);
                            },
                            () -> counter(LedgerAccount.OVERDRAWN, less, postings));
        }
    }

    /** Held credits are spent: they leave {@code HELD}, which the caller posts. */
    void spendHeld(List<Part> parts) {
        for (Part part : parts) {
            part.grant().map(this::known).ifPresent(grant -> put(grant.spendHeld(part.amount())));
        }
    }

    /** What had been taken comes back to where it was taken from, the last first. */
    void giveBack(List<Part> parts, boolean wereHeld, Postings postings) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            Credits none = Credits.zero(part.amount().unit());
            part.grant()
                    .map(this::known)
                    .ifPresentOrElse(
                            grant -> giveBack(grant, part.amount(), wereHeld ? part.amount() : none, none, postings),
                            () -> giveBackOverdrawn(part.amount(), postings));
        }
    }

    /** What was overdrawn may have been repaid since: then it comes back to the grants that did, the last first. */
    private void giveBackOverdrawn(Credits amount, Postings postings) {
        CreditUnit unit = amount.unit();
        Credits open = amount.min(overdrawn(unit).max(Credits.zero(unit)));
        counter(LedgerAccount.OVERDRAWN, open, postings);
        Credits missing = amount.minus(open);
        List<Grant> repaying = grants.values().stream()
                .filter(grant ->
                        grant.amount().unit().equals(unit) && grant.repaid().signum() > 0)
                .sorted(Comparator.comparingLong(Grant::ordinal).reversed())
                .toList();
        for (Grant grant : repaying) {
            Credits back = grant.repaid().min(missing);
            missing = missing.minus(back);
            giveBack(grant, back, Credits.zero(unit), back, postings);
        }
        if (!missing.isZero()) {
            throw new IllegalStateException(
                    missing + " that account " + account + " had overdrawn was repaid by no grant that is known");
        }
    }

    private void giveBack(Grant grant, Credits back, Credits ofHeld, Credits ofRepaid, Postings postings) {
        put(grant.giveBack(back, ofHeld, ofRepaid));
        GrantSource source = GrantSource.of(grant);
        if (grant.closedTo().equals(Optional.of(source.account()))) {
            source.post(this, back, source.share(grant, back), postings);
        } else {
            counter(grant.closedTo().orElse(grant.pool()), grant.id(), back, postings);
        }
    }

    private Grant known(GrantId id) {
        return find(id).orElseThrow(
                        () -> new IllegalStateException("grant " + id + " of " + account + " is not known"));
    }

    // ---------------------------------------------------------------- balances and entries

    Credits balance(CreditUnit unit, LedgerAccount of) {
        return balances.getOrDefault(unit, Map.of()).getOrDefault(of, Credits.zero(unit));
    }

    /** Above 0 if credits were spent that there were not. */
    Credits overdrawn(CreditUnit unit) {
        return balance(unit, LedgerAccount.OVERDRAWN).negate();
    }

    Map<CreditUnit, Map<LedgerAccount, Credits>> balances() {
        return balances;
    }

    private void post(CreditUnit unit, LedgerAccount to, Credits amount) {
        if (!amount.isZero()) {
            balances.computeIfAbsent(unit, any -> new EnumMap<>(LedgerAccount.class))
                    .merge(to, amount, Credits::plus);
        }
    }

    /** Posts to an account that is no grant's. */
    void counter(LedgerAccount to, Credits amount, Postings postings) {
        postings.add(to, amount);
        post(amount.unit(), to, amount);
    }

    /** Posts credits of a grant, whose state the caller changes. */
    void counter(LedgerAccount to, GrantId grant, Credits amount, Postings postings) {
        postings.add(to, Optional.of(grant), amount);
        post(amount.unit(), to, amount);
    }

    long nextOrdinal() {
        return entriesBefore + entries.size() + 1;
    }

    void write(EntryKind kind, Optional<CommandKey> command, String about, Instant at, Postings postings) {
        List<Posting> all = postings.all();
        if (!all.isEmpty() || kind == EntryKind.CORRECTION) {
            JournalEntry entry = new JournalEntry(account, nextOrdinal(), kind, command, about, at, all);
            entries.add(entry);
            command.ifPresent(key -> byCommand.put(key, entry));
        }
    }

    Optional<JournalEntry> written(CommandKey command) {
        return Optional.ofNullable(byCommand.get(command));
    }

    List<JournalEntry> entries() {
        return entries;
    }
}
