package dev.countinghouse.billing.ports.standin;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class InMemoryBook implements StandInBook {

    private static final Comparator<Page> LONGEST_DUE =
            Comparator.comparing((Page each) -> each.dueAt().orElseThrow()).thenComparing(Page::name);

    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    @Override
    public Optional<Page> find(String name) {
        return Optional.ofNullable(pages.get(name));
    }

    @Override
    public boolean save(Page page) {
        Page before = pages.get(page.name());
        if (before == null) {
            return page.revision() == 1 && pages.putIfAbsent(page.name(), page) == null;
        }
        return page.revision() == before.revision() + 1 && pages.replace(page.name(), before, page);
    }

    @Override
    public List<Page> due(Instant by, int limit) {
        return pages.values().stream()
                .filter(page -> page.dueAt().filter(at -> !at.isAfter(by)).isPresent())
                .sorted(LONGEST_DUE)
                .limit(limit)
                .toList();
    }
}
