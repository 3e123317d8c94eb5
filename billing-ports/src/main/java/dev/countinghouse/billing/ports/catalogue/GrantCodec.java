package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.Key;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.GrantTerms;
import dev.countinghouse.billing.domain.plan.Rollover;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The syntax of credits that come with a plan: {@code {amount: 20.00, every: month, priority: 10}}. */
final class GrantCodec {

    private static final String ONCE = "once";
    private static final Map<String, Boolean> EACH_PERIOD = new TreeMap<>(Map.of(ONCE, false, "every_period", true));

    private final MeterTable meters;
    private final Names<FeatureKey> features;
    private final Currency currency;
    private final Interval period;

    /** @param period the plan's usage interval, which {@code when: every_period} means */
    GrantCodec(MeterTable meters, Names<FeatureKey> features, Currency currency, Interval period) {
        this.meters = meters;
        this.features = features;
        this.currency = currency;
        this.period = period;
    }

    Optional<List<GrantTerms>> read(Node node, Problems problems) {
        return Groups.mapOf(name -> Key.require("grant", name), this::read)
                .read(node, problems)
                .map(grants -> List.copyOf(grants.values()));
    }

    private Optional<GrantTerms> read(String key, Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            CreditUnit unit = Units.of(fields, currency);
            Found<Credits> amount = fields.required("amount", Values.credits(unit));
            Found<Optional<Interval>> every = every(fields);
            Found<Optional<Interval>> lasts = fields.maybe("lasts", Values::interval);
            Found<Long> priority = fields.optional(
                    "priority", (long) GrantTerms.USUAL_PRIORITY, Values.wholeNumber(0, GrantTerms.MOST_PRIORITY));
            Found<GrantScope> scope = fields.optional("for", GrantScope.ANYTHING, this::scope);
            Found<Optional<Rollover>> rollover = fields.maybe("rollover", rollover(unit));
            checkRecurrence(fields, every);
            return fields.build(() -> new GrantTerms(
                    key,
                    amount.get(),
                    every.get(),
                    lasts.get(),
                    Math.toIntExact(priority.get()),
                    scope.get(),
                    rollover.get()));
        });
    }

    private Found<Optional<Interval>> every(Fields fields) {
        Found<Optional<Interval>> every = fields.maybe("every", Values::interval);
        Found<Boolean> eachPeriod = fields.optional("when", false, Values.oneOf(EACH_PERIOD));
        if (fields.has("when") && fields.has("every")) {
            fields.reject("when", "stands beside 'every', which says when the grant comes: leave one of them out");
        }
        return eachPeriod.value().orElse(false) ? new Found<>(Optional.of(Optional.of(period))) : every;
    }

    private static void checkRecurrence(Fields fields, Found<Optional<Interval>> every) {
        if (every.value().isEmpty()) {
            return;
        }
        boolean recurs = every.get().isPresent();
        if (recurs && fields.has("lasts")) {
            fields.reject(
                    "lasts",
                    "is for credits given once, a grant of every " + every.get().get()
                            + " lasts until it comes again: leave it out");
        }
        if (!recurs && fields.has("rollover")) {
            fields.reject("rollover", "is for grants that recur, write 'every' beside it, such as every: month");
        }
    }

    private Optional<GrantScope> scope(Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            Found<List<MeterKey>> usage = fields.optional("meters", List.of(), Groups.listOf(meters::key));
            Found<List<FeatureKey>> rights = fields.optional("features", List.of(), Groups.listOf(features::key));
            if (usage.value().filter(List::isEmpty).isPresent()
                    && rights.value().filter(List::isEmpty).isPresent()) {
                fields.reject("names nothing, write meters or features, or leave it out for credits that pay anything");
            }
            return fields.build(() -> new GrantScope(new TreeSet<>(usage.get()), new TreeSet<>(rights.get())));
        });
    }

    private static Reader<Rollover> rollover(CreditUnit unit) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<Credits> minimum = fields.optional("minimum", Credits.zero(unit), Values.credits(unit));
            Found<Credits> maximum = fields.required("maximum", Values.credits(unit));
            return fields.build(() -> new Rollover(minimum.get(), maximum.get()));
        });
    }

    static ObjectNode write(List<GrantTerms> grants, Currency currency) {
        ObjectNode node = Tree.object();
        grants.forEach(grant -> node.set(grant.key(), write(grant, currency)));
        return node;
    }

    private static ObjectNode write(GrantTerms grant, Currency currency) {
        ObjectNode node = Tree.object();
        node.set("amount", Tree.number(grant.amount()));
        Units.write(node, grant.amount().unit(), currency);
        grant.every().ifPresentOrElse(every -> node.put("every", every.toString()), () -> node.put("when", ONCE));
        grant.lasts().ifPresent(lasts -> node.put("lasts", lasts.toString()));
        if (grant.priority() != GrantTerms.USUAL_PRIORITY) {
            node.put("priority", grant.priority());
        }
        if (!grant.scope().isAnything()) {
            node.set("for", write(grant.scope()));
        }
        grant.rollover().ifPresent(rollover -> node.set("rollover", write(rollover)));
        return node;
    }

    private static ObjectNode write(GrantScope scope) {
        ObjectNode node = Tree.object();
        if (!scope.meters().isEmpty()) {
            node.set(
                    "meters",
                    Tree.texts(scope.meters().stream().map(MeterKey::value).toList()));
        }
        if (!scope.features().isEmpty()) {
            node.set(
                    "features",
                    Tree.texts(scope.features().stream().map(FeatureKey::value).toList()));
        }
        return node;
    }

    private static ObjectNode write(Rollover rollover) {
        ObjectNode node = Tree.object();
        if (!rollover.minimum().isZero()) {
            node.set("minimum", Tree.number(rollover.minimum()));
        }
        node.set("maximum", Tree.number(rollover.maximum()));
        return node;
    }
}
