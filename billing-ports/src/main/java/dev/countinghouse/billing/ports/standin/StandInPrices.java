package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Kind;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import java.util.Optional;

/** What everything that was ever priced comes to, by what the stand-in calls it: nothing of it is changed. */
record StandInPrices(StandInBook book) {

    private static final String PAGE = "priced/";

    /** Before anybody hears of the reference. */
    void keep(String reference, String text) {
        book.save(Page.first(PAGE + reference, text, Optional.empty()));
    }

    /** Empty for one that was never put here: nothing is charged for it. */
    Optional<StandInPrice> price(PriceReference reference) {
        return book.find(PAGE + reference).map(page -> PriceText.readPrice(page.text()));
    }

    Optional<StandInCoupon> coupon(CouponReference reference) {
        return book.find(PAGE + reference).map(page -> PriceText.readCoupon(page.text()));
    }

    /** What the product is called now. */
    String name(StandInPrice price) {
        return book.find(PriceStandIn.page(new ProviderItem.Key(Kind.PRODUCT, price.product())))
                .map(page -> PaymentText.parsed(page.text()).path("text").textValue())
                .orElse(price.product());
    }
}
