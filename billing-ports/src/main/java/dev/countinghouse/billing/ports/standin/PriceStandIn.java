package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.period.Interval.Unit;
import dev.countinghouse.billing.domain.provider.ProviderCatalogue;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found.State;
import dev.countinghouse.billing.domain.provider.ProviderItem.Kind;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import dev.countinghouse.billing.domain.provider.ProviderTerms;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The prices of the provider that {@link PaymentStandIn} stands in for, over the same book: a page for each thing. */
public final class PriceStandIn implements PriceGateway {

    /** As strict as the strictest provider there is an adapter for, so that what is tried out here can be sold there. */
    public static final ProviderTerms TERMS = new ProviderTerms(
            Set.of("BHD", "ISK", "JOD", "KWD", "MGA", "OMR", "TND", "UGX"),
            99_999_999,
            12,
            2,
            250,
            40,
            20,
            Map.of(Unit.DAY, 1_095, Unit.WEEK, 156, Unit.MONTH, 36, Unit.YEAR, 3),
            Map.of(Unit.DAY, 730, Unit.WEEK, 104, Unit.MONTH, 24, Unit.YEAR, 2));

    private static final String PAGE = "offered/";
    private static final int DIGITS = 24;

    private final StandInBook book;
    private final StandInPrices prices;

    public PriceStandIn(StandInBook book) {
        this.book = book;
        this.prices = new StandInPrices(book);
    }

    @Override
    public ProviderTerms terms() {
        return TERMS;
    }

    @Override
    public List<Found> find(ProviderCatalogue wanted) {
        return wanted.items().flatMap(item -> find(item.key()).stream()).toList();
    }

    Optional<Found> find(ProviderItem.Key key) {
        return book.find(page(key)).map(page -> found(key, page));
    }

    @Override
    public Found put(ProviderMeter meter) {
        return put(ProviderItem.of(meter), reference -> {});
    }

    @Override
    public Found putProduct(ProviderPrice price) {
        return put(ProviderItem.productOf(price), reference -> {});
    }

    @Override
    public Found put(ProviderPrice price) {
        require(ProviderItem.productKey(price));
        price.meter().ifPresent(meter -> require(ProviderItem.meterKey(meter)));
        return put(ProviderItem.of(price), reference -> prices.keep(reference, PriceText.write(price)));
    }

    private void require(ProviderItem.Key key) {
        if (find(key).filter(found -> found.state() == State.ACTIVE).isEmpty()) {
            throw new IllegalArgumentException("there is no " + key + " in use, put it first");
        }
    }

    @Override
    public Found put(ProviderCoupon coupon) {
        return put(ProviderItem.of(coupon), reference -> prices.keep(reference, PriceText.write(coupon)));
    }

    private Found put(ProviderItem item, Consumer<String> describe) {
        return write(item.key(), before -> {
            if (before.filter(found -> found.state() == State.FOREIGN).isPresent()) {
                throw new IllegalArgumentException(
                        item.key() + " is somebody else's: " + before.get().text());
            }
            boolean same = before.filter(found ->
                            item.key().kind() == Kind.PRODUCT || found.text().equals(item.text()))
                    .isPresent();
            String reference = same
                    ? before.get().reference()
                    : newReference(item.key(), before.map(Found::reference).orElse(""));
            describe.accept(reference);
            return Optional.of(new Found(item.key(), reference, item.text(), State.ACTIVE));
        });
    }

    /** Somebody puts it away in the provider's dashboard. */
    public void putAway(ProviderItem.Key key) {
        write(key, before -> before.map(found -> new Found(key, found.reference(), found.text(), State.PUT_AWAY)));
    }

    /** Somebody makes something of his own under the key in the provider's dashboard. */
    public void occupy(ProviderItem.Key key) {
        write(
                key,
                before -> Optional.of(new Found(
                        key,
                        newReference(key, "foreign"),
                        "it was not made from here: give it another key",
                        State.FOREIGN)));
    }

    private Found write(ProviderItem.Key key, UnaryOperator<Optional<Found>> change) {
        while (true) {
            Optional<Page> page = book.find(page(key));
            Optional<Found> before = page.map(it -> found(key, it));
            Found after = change.apply(before)
                    .orElseThrow(() -> new IllegalArgumentException("there is no " + key + " here"));
            if (before.equals(Optional.of(after))
                    || book.save(page.map(it -> it.next(text(after), Optional.empty()))
                            .orElseGet(() -> Page.first(page(key), text(after), Optional.empty())))) {
                return after;
            }
        }
    }

    private static String newReference(ProviderItem.Key key, String behind) {
        return key.kind().name().toLowerCase(Locale.ROOT) + "_"
                + SecretHash.of(key + " " + behind).hex().substring(0, DIGITS);
    }

    static String page(ProviderItem.Key key) {
        return PAGE + key;
    }

    private static String text(Found found) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("reference", found.reference())
                .put("text", found.text())
                .put("state", found.state().name())
                .toString();
    }

    private static Found found(ProviderItem.Key key, Page page) {
        JsonNode text = PaymentText.parsed(page.text());
        return new Found(
                key,
                text.path("reference").textValue(),
                text.path("text").textValue(),
                State.valueOf(text.path("state").textValue()));
    }
}
