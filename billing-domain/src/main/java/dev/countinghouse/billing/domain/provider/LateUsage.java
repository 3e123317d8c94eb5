package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.metering.LatePolicy;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import java.util.Set;
import java.util.TreeSet;

/** A period that the provider has invoiced is not opened again. */
final class LateUsage {

    private LateUsage() {}

    static void check(Catalogue catalogue, Problems problems) {
        Set<MeterKey> invoiced = new TreeSet<>();
        catalogue.plans().values().forEach(plan -> plan.charges().stream()
                .filter(PlanTranslation::isInvoiced)
                .forEach(charge -> charge.meter().ifPresent(invoiced::add)));
        catalogue.meters().values().stream()
                .filter(meter -> invoiced.contains(meter.key()) && meter.late().kind() == LatePolicy.Kind.REOPEN)
                .forEach(meter -> problems.add(
                        "meters." + meter.key() + ".late",
                        "is reopen, the provider opens no period again: write adjust, count or reject"));
    }
}
