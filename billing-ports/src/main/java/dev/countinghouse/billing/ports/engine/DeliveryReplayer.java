package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.ports.driven.Deliveries.Selection;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driving.ReadDeliveries;
import dev.countinghouse.billing.ports.driving.ReplayDeliveries;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

final class DeliveryReplayer implements ReplayDeliveries {

    private static final int PAGE = 500;

    private final Books books;
    private final World world;
    private final ReadDeliveries deliveries;

    DeliveryReplayer(Books books, World world) {
        this.books = books;
        this.world = world;
        this.deliveries = new DeliveryReader(books);
    }

    @Override
    public Delivery replay(Endpoint endpoint, MessageId message) {
        Delivery found = deliveries
                .find(endpoint, message)
                .orElseThrow(() ->
                        new UnknownException("there is no delivery of '" + message + "' to endpoint " + endpoint.id()));
        Delivery replayed = found.replayed(world.now());
        boolean replaced = books.transactions().inTransaction(Scope.of(found.account()), () -> books.deliveries()
                .replace(found, replayed));
        if (!replaced) {
            throw new StaleVersionException("delivery " + message + " was sent meanwhile: read it again");
        }
        return replayed;
    }

    /** Page by page and, within one, account by account; cut off in between, it is simply done again. */
    @Override
    public int replayFailed(Endpoint endpoint, Instant since) {
        Selection selection =
                new Selection(Optional.of(Delivery.State.FAILED), Optional.of(Books.kept(since)), Optional.empty());
        Instant now = world.now();
        int replayed = 0;
        List<Delivery> page = deliveries.list(endpoint, selection, PAGE);
        while (!page.isEmpty()) {
            Map<AccountId, List<Delivery>> byAccount =
                    page.stream().collect(Collectors.groupingBy(Delivery::account, TreeMap::new, Collectors.toList()));
            for (Map.Entry<AccountId, List<Delivery>> each : byAccount.entrySet()) {
                replayed += replay(each.getKey(), each.getValue(), now);
            }
            selection = selection.behind(page.get(page.size() - 1));
            page = deliveries.list(endpoint, selection, PAGE);
        }
        return replayed;
    }

    private int replay(AccountId account, List<Delivery> failed, Instant now) {
        return books.transactions()
                .inTransaction(
                        Scope.of(account),
                        () -> Math.toIntExact(failed.stream()
                                .filter(delivery -> books.deliveries().replace(delivery, delivery.replayed(now)))
                                .count()));
    }
}
