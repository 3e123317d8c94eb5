package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.Dynamic;
import dev.countinghouse.billing.domain.pricing.FlatFee;
import dev.countinghouse.billing.domain.pricing.Graduated;
import dev.countinghouse.billing.domain.pricing.GraduatedPercentage;
import dev.countinghouse.billing.domain.pricing.Matrix;
import dev.countinghouse.billing.domain.pricing.PackagePrice;
import dev.countinghouse.billing.domain.pricing.PerUnit;
import dev.countinghouse.billing.domain.pricing.Percentage;
import dev.countinghouse.billing.domain.pricing.Threshold;
import dev.countinghouse.billing.domain.pricing.Tier;
import dev.countinghouse.billing.domain.pricing.Volume;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A charge model as the provider computes it, of numbers that count {@code decimals} decimals of the unit. */
final class SchemeTranslation {

    private static final String OF_THE_TOTAL =
            ", the provider prices a total and sees no events: use per_unit, package, graduated or volume, or settle: credits";

    private final String path;
    private final ProviderTerms terms;
    private final Problems problems;
    private final Fraction countedPerUnit;

    SchemeTranslation(String path, int decimals, ProviderTerms terms, Problems problems) {
        this.path = path;
        this.terms = terms;
        this.problems = problems;
        this.countedPerUnit = Fraction.of(BigDecimal.TEN.pow(decimals));
    }

    Optional<PriceScheme> of(ChargeModel model) {
        if (model instanceof FlatFee fee) {
            problems.checkAmount(path + ".fee", fee.fee(), terms);
            return Optional.of(new PriceScheme.Fee(fee.fee()));
        }
        if (model instanceof PerUnit each) {
            return price(path + ".per_unit", each.rate()).map(PriceScheme.EachUnit::new);
        }
        if (model instanceof PackagePrice packages) {
            return of(packages);
        }
        if (model instanceof Graduated graduated) {
            return tiered(".graduated", false, graduated.tiers().tiers());
        }
        if (model instanceof Volume volume) {
            return tiered(".volume", true, volume.tiers().tiers());
        }
        if (model instanceof GraduatedPercentage percentage) {
            return tiered(".graduated_percentage", false, percentage.tiers().tiers());
        }
        return refused(model);
    }

    private Optional<PriceScheme> refused(ChargeModel model) {
        if (model instanceof Matrix) {
            problems.add(
                    path + ".matrix",
                    "has a price per combination, the provider has one per charge: make each cell a charge with a filter");
        } else if (model instanceof Percentage) {
            problems.add(path + ".percentage", "prices each event" + OF_THE_TOTAL);
        } else if (model instanceof Dynamic) {
            problems.add(path + ".dynamic", "takes the price from each event" + OF_THE_TOTAL);
        } else if (model instanceof Threshold) {
            problems.add(path + ".threshold", "prices each event by its size" + OF_THE_TOTAL);
        } else {
            problems.add(path + ".time_of_day", "prices each event by its time" + OF_THE_TOTAL);
        }
        return Optional.empty();
    }

    private Optional<PriceScheme> of(PackagePrice packages) {
        String at = path + ".package";
        problems.checkAmount(at + ".price", packages.price(), terms);
        if (packages.free().signum() > 0) {
            problems.add(
                    at + ".free",
                    "is " + packages.free()
                            + ", the provider has no free units: include them in the plan as an allowance");
        }
        long size = Fraction.of(packages.size()).times(countedPerUnit).wholeOr(-1);
        if (size < 0) {
            problems.add(
                    at + ".size", "is " + packages.size() + ", which is more than can be counted in these decimals");
            return Optional.empty();
        }
        return Optional.of(new PriceScheme.EachPackage(packages.price(), size, packages.roundDown()));
    }

    private Optional<PriceScheme> tiered(String model, boolean volume, List<Tier> tiers) {
        List<PriceScheme.Tier> translated = new ArrayList<>();
        for (int i = 0; i < tiers.size(); i++) {
            tier(path + model + ".tiers[" + i + "]", tiers, i).ifPresent(translated::add);
        }
        return translated.size() == tiers.size()
                ? Optional.of(new PriceScheme.Tiered(volume, translated))
                : Optional.empty();
    }

    private Optional<PriceScheme.Tier> tier(String at, List<Tier> tiers, int index) {
        Tier tier = tiers.get(index);
        problems.checkAmount(at + ".fee", tier.fee(), terms);
        if (index == 0 && !tier.fee().isZero()) {
            problems.add(
                    at + ".fee",
                    "is " + tier.fee()
                            + ", what the provider does with it where nothing was used is not said: make it a"
                            + " charge with a fee");
        }
        Optional<BigDecimal> price = price(at, tier.rate());
        if (index + 1 == tiers.size()) {
            return price.map(each -> new PriceScheme.Tier(OptionalLong.empty(), each, tier.fee()));
        }
        Fraction bound = tiers.get(index + 1).from();
        long upTo = bound.times(countedPerUnit).wholeOr(-1);
        if (upTo < 0) {
            problems.add(
                    at + ".up_to",
                    "is " + bound
                            + ", the provider takes whole numbers of what is counted: choose one, or more decimals"
                            + " of the meter");
            return Optional.empty();
        }
        return price.map(each -> new PriceScheme.Tier(OptionalLong.of(upTo), each, tier.fee()));
    }

    /** Of one counted unit, in smallest units of the currency. */
    private Optional<BigDecimal> price(String at, Rate rate) {
        Fraction smallest = Fraction.of(BigDecimal.TEN.pow(rate.currency().getDefaultFractionDigits()));
        Fraction each = rate.unitPrice().times(smallest).dividedBy(countedPerUnit);
        Optional<BigDecimal> price = Problems.decimal(each, terms.priceDecimals());
        if (price.isEmpty()) {
            problems.add(
                    at,
                    "is " + rate + ", for each counted unit " + each
                            + " of the smallest unit of the currency: the provider"
                            + " takes at most " + terms.priceDecimals()
                            + " decimals, choose such a price, or fewer decimals of the meter");
        } else if (each.compareTo(Fraction.of(terms.highestAmount())) > 0) {
            problems.add(
                    at,
                    "is " + rate + ", for each counted unit " + each
                            + " of the smallest unit of the currency: the provider" + " takes at most "
                            + terms.highestAmount());
        }
        return price;
    }
}
