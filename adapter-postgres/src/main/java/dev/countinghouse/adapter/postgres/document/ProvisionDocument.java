package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.provision.ProvisionStep;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.domain.provision.ResourceKind;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a provision is for and how far it is; its ids, its revision and when it began stand beside it. */
public final class ProvisionDocument {

    private ProvisionDocument() {}

    public static String write(Provision provision) {
        ObjectNode node = Json.object().put("phase", Json.word(provision.phase()));
        provision.reason().ifPresent(reason -> node.put("reason", reason));
        node.set(
                "purpose",
                provision.purpose().<JsonNode>fold(ProvisionDocument::ofAccount, ProvisionDocument::ofSession));
        node.set("steps", Json.list(provision.steps(), ProvisionDocument::step));
        return Json.write(node);
    }

    public static Provision read(AccountId account, ProvisionId id, Instant startedAt, long revision, String text) {
        Fields fields = Fields.parse(text);
        Fields purpose = fields.object("purpose");
        return new Provision(
                account,
                id,
                purpose.has("account") ? ofAccount(account, purpose) : ofSession(purpose),
                fields.list("steps", ProvisionDocument::step),
                fields.word("phase", Provision.Phase.class),
                fields.optionalText("reason"),
                startedAt,
                revision);
    }

    private static JsonNode ofAccount(Purpose.OfAccount purpose) {
        Account account = purpose.account();
        ObjectNode wanted = Json.object()
                .put("zone", account.zone().getId())
                .put("currency", account.currency().getCurrencyCode());
        wanted.set("party", PartyDocument.party(account.party()));
        wanted.set("taxes", Json.list(account.taxes(), PartyDocument::rate));
        wanted.set("subjects", Json.texts(account.subjects()));
        return Json.object()
                .put("subscription", purpose.subscription().value())
                .put("plan", purpose.plan().value())
                .set("account", wanted);
    }

    private static Purpose ofAccount(AccountId id, Fields fields) {
        Fields wanted = fields.object("account");
        return new Purpose.OfAccount(
                new Account(
                        id,
                        PartyDocument.party(wanted.object("party")),
                        ZoneId.of(wanted.text("zone")),
                        Currency.getInstance(wanted.text("currency")),
                        wanted.list("taxes", PartyDocument::rate),
                        new TreeSet<>(wanted.texts("subjects"))),
                new SubscriptionId(fields.text("subscription")),
                new PlanKey(fields.text("plan")));
    }

    private static JsonNode ofSession(Purpose.OfSession purpose) {
        ObjectNode node = Json.object()
                .put("session", purpose.session().value())
                .put("template", purpose.template().value());
        node.set("names", Json.texts(purpose.attributes().keySet()));
        return node.set("values", Json.texts(purpose.attributes().values()));
    }

    private static Purpose ofSession(Fields fields) {
        SortedMap<String, String> attributes = new TreeMap<>();
        List<String> names = fields.texts("names");
        List<String> values = fields.texts("values");
        for (int i = 0; i < names.size(); i++) {
            attributes.put(names.get(i), values.get(i));
        }
        return new Purpose.OfSession(
                new SessionId(fields.text("session")), new SandboxTemplate(fields.text("template")), attributes);
    }

    private static JsonNode step(ProvisionStep step) {
        ObjectNode node = Json.object().put("kind", Json.word(step.kind())).put("state", Json.word(step.state()));
        step.reference().ifPresent(reference -> node.put("reference", reference));
        return node;
    }

    private static ProvisionStep step(Fields fields) {
        return new ProvisionStep(
                fields.word("kind", ResourceKind.class),
                fields.word("state", ProvisionStep.State.class),
                fields.optionalText("reference"));
    }
}
