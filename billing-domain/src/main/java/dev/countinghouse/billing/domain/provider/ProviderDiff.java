package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.provider.ProviderItem.Found;
import dev.countinghouse.billing.domain.provider.ProviderItem.Kind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has to change at the provider, item by item in the order in which it can be done. */
public record ProviderDiff(List<Change> changes) {

    public enum Action {
        UNCHANGED,
        CREATE,
        /** What cannot be changed there is made anew and takes the key; what had it stays for whoever has it. */
        REPLACE,
        RENAME,
        /** It was put away there and is used again. */
        REVIVE,
        /** Something of somebody else's has the key: nothing is done until that is put right. */
        OBSTRUCTED
    }

    /**
     * @param before empty if there was nothing
     * @param after what it is to be; of an obstructed one, too
     */
    public record Change(ProviderItem.Key key, Action action, String before, String after) {}

    public ProviderDiff {
        changes = List.copyOf(changes);
    }

    public static ProviderDiff between(ProviderCatalogue wanted, Collection<Found> found) {
        Map<ProviderItem.Key, Found> there = new LinkedHashMap<>();
        found.forEach(each -> there.put(each.key(), each));
        return new ProviderDiff(wanted.items()
                .map(item -> there.containsKey(item.key())
                        ? change(item, there.get(item.key()))
                        : new Change(item.key(), Action.CREATE, "", item.text()))
                .toList());
    }

    private static Change change(ProviderItem item, Found found) {
        return new Change(item.key(), action(item, found), found.text(), item.text());
    }

    private static Action action(ProviderItem item, Found found) {
        if (found.state() == Found.State.FOREIGN) {
            return Action.OBSTRUCTED;
        }
        if (!found.text().equals(item.text())) {
            return item.key().kind() == Kind.PRODUCT ? Action.RENAME : Action.REPLACE;
        }
        return found.state() == Found.State.PUT_AWAY ? Action.REVIVE : Action.UNCHANGED;
    }

    public boolean isEmpty() {
        return changes.stream().allMatch(change -> change.action() == Action.UNCHANGED);
    }

    public boolean isObstructed() {
        return changes.stream().anyMatch(change -> change.action() == Action.OBSTRUCTED);
    }
}
