package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driven.UsageReports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemoryUsageReports implements UsageReports {

    private record Watch(Next next, Optional<Instant> claimedUntil, long turn) {}

    private record Place(String meter, Instant start) {}

    private final InMemoryTransactions transactions;
    private final InMemoryAccountClocks clocks;
    private final Map<AccountId, Watch> watched = new TreeMap<>(AccountId.BY_CODE_POINTS);
    private final Map<AccountId, Instant> notes = new HashMap<>();
    private final Map<AccountId, Map<Place, MeterTally>> tallies = new HashMap<>();
    private final Map<AccountId, Map<ReportId, UsageReport>> reports = new HashMap<>();

    public InMemoryUsageReports(InMemoryTransactions transactions, InMemoryAccountClocks clocks) {
        this.transactions = transactions;
        this.clocks = clocks;
    }

    private <K, V> void put(Map<K, V> map, K key, V value) {
        Optional<V> before = Optional.ofNullable(map.put(key, value));
        transactions.onRollback(() -> before.ifPresentOrElse(kept -> map.put(key, kept), () -> map.remove(key)));
    }

    private <K, V> Map<K, V> own(Map<AccountId, Map<K, V>> all, AccountId account) {
        transactions.requireBound(account);
        return all.computeIfAbsent(account, any -> new LinkedHashMap<>());
    }

    @Override
    public void watch(AccountId account, Instant since) {
        transactions.step(() -> {
            transactions.requireBound(account);
            if (!watched.containsKey(account)) {
                put(watched, account, new Watch(new Next(Optional.empty(), Optional.empty()), Optional.empty(), 0));
            }
            changed(Map.of(account, since));
            return true;
        });
    }

    @Override
    public void changed(Map<AccountId, Instant> earliest) {
        transactions.step(() -> {
            earliest.forEach((account, at) -> {
                transactions.requireBound(account);
                Instant known = notes.getOrDefault(account, Instant.MAX);
                if (watched.containsKey(account) && at.isBefore(known)) {
                    put(notes, account, at);
                }
            });
            return true;
        });
    }

    @Override
    public List<AccountId> dueBy(Instant engine, Instant world, int limit) {
        return transactions.step(() -> watched.entrySet().stream()
                .filter(entry -> transactions.isBound(entry.getKey()))
                .filter(entry -> isFree(entry.getValue(), world))
                .filter(entry -> rank(entry.getKey(), entry.getValue(), engine, world) < 3)
                .sorted(Comparator.comparing(entry -> rank(entry.getKey(), entry.getValue(), engine, world)))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList());
    }

    private static boolean isFree(Watch watch, Instant now) {
        return watch.claimedUntil().filter(now::isBefore).isEmpty();
    }

    private int rank(AccountId account, Watch watch, Instant engine, Instant world) {
        if (clocks.isDue(account, watch.next().lookAt(), engine)) {
            return 0;
        }
        if (watch.next().sendAt().filter(at -> !at.isAfter(world)).isPresent()) {
            return 1;
        }
        return notes.containsKey(account) ? 2 : 3;
    }

    @Override
    public Optional<Claim> claim(AccountId account, Instant now, Instant until) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(watched.get(account))
                    .filter(watch -> isFree(watch, now))
                    .map(watch -> {
                        Next next = new Next(watch.next().lookAt(), Optional.of(until));
                        put(watched, account, new Watch(next, Optional.of(until), watch.turn() + 1));
                        return new Claim(account, watch.turn() + 1);
                    });
        });
    }

    @Override
    public boolean release(Claim claim, Next next) {
        return transactions.step(() -> {
            transactions.requireBound(claim.account());
            Optional<Watch> same =
                    Optional.ofNullable(watched.get(claim.account())).filter(watch -> watch.turn() == claim.turn());
            same.ifPresent(watch -> put(watched, claim.account(), new Watch(next, Optional.empty(), watch.turn() + 1)));
            return same.isPresent();
        });
    }

    @Override
    public Optional<Instant> take(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            Optional<Instant> noted = Optional.ofNullable(notes.remove(account));
            noted.ifPresent(at -> transactions.onRollback(() -> notes.put(account, at)));
            return noted;
        });
    }

    @Override
    public List<MeterTally> tallies(AccountId account) {
        return transactions.step(() -> own(tallies, account).values().stream()
                .sorted(Comparator.comparing(MeterTally::meter)
                        .thenComparing(tally -> tally.period().start()))
                .toList());
    }

    @Override
    public void save(MeterTally tally) {
        transactions.step(() -> {
            put(
                    own(tallies, tally.account()),
                    new Place(tally.meter(), tally.period().start()),
                    tally);
            return true;
        });
    }

    @Override
    public void add(UsageReport report) {
        transactions.step(() -> {
            Map<ReportId, UsageReport> own = own(reports, report.account());
            boolean isTaken = own.values().stream()
                    .filter(other -> other.meter().equals(report.meter()))
                    .anyMatch(other -> other.isOpen() || other.sequence() == report.sequence());
            if (isTaken || own.containsKey(report.id())) {
                throw new IllegalStateException("report " + report.sequence() + " of " + report.meter()
                        + " cannot be added: it is there, or another one is open");
            }
            put(own, report.id(), report);
            return true;
        });
    }

    @Override
    public UsageReport update(UsageReport report) {
        return transactions.step(() -> {
            Map<ReportId, UsageReport> own = own(reports, report.account());
            UsageReport before = own.get(report.id());
            if (before == null || before.revision() != report.revision()) {
                throw new StaleVersionException(
                        "report " + report.id() + " is not of revision " + report.revision() + " any more");
            }
            UsageReport revised = report.revised();
            put(own, report.id(), revised);
            return revised;
        });
    }

    @Override
    public List<UsageReport> latest(AccountId account) {
        return transactions.step(() -> {
            Map<String, UsageReport> last = new TreeMap<>();
            own(reports, account)
                    .values()
                    .forEach(report -> last.merge(
                            report.meter(), report, (one, other) -> one.sequence() > other.sequence() ? one : other));
            return List.copyOf(last.values());
        });
    }

    @Override
    public Optional<UsageReport> find(AccountId account, ReportId id) {
        return transactions.step(() -> Optional.ofNullable(own(reports, account).get(id)));
    }

    @Override
    public Optional<AccountId> accountOf(ReportId id) {
        return transactions.step(() -> reports.entrySet().stream()
                .filter(entry -> transactions.isBound(entry.getKey()))
                .filter(entry -> entry.getValue().containsKey(id))
                .map(Map.Entry::getKey)
                .findFirst());
    }

    @Override
    public List<UsageReport> of(AccountId account, int limit) {
        return transactions.step(() -> {
            List<UsageReport> newestFirst =
                    new ArrayList<>(own(reports, account).values());
            newestFirst.sort(Comparator.comparing(UsageReport::madeAt)
                    .thenComparing(UsageReport::meter)
                    .thenComparing(UsageReport::sequence)
                    .reversed());
            return newestFirst.stream().limit(limit).toList();
        });
    }
}
