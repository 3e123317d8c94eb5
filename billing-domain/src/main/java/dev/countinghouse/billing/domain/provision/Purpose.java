package dev.countinghouse.billing.domain.provision;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What is provided for. */
public sealed interface Purpose {

    /** What is created for it, one after the other. */
    List<ResourceKind> kinds();

    /** What the provider is told of it. */
    SortedMap<String, String> details();

    <T> T fold(Function<OfAccount, T> ofAccount, Function<OfSession, T> ofSession);

    /**
     * A customer, who is opened as he was ordered once everything is there.
     *
     * @param plan the user type, whose credits come with it
     */
    record OfAccount(Account account, SubscriptionId subscription, PlanKey plan) implements Purpose {

        @Override
        public List<ResourceKind> kinds() {
            return List.of(ResourceKind.SERVICE_ACCOUNT, ResourceKind.IDENTITY, ResourceKind.STORAGE);
        }

        @Override
        public SortedMap<String, String> details() {
            return new TreeMap<>(Map.of("plan", plan.value()));
        }

        @Override
        public <T> T fold(Function<OfAccount, T> ofAccount, Function<OfSession, T> ofSession) {
            return ofAccount.apply(this);
        }
    }

    /** A session, whose time begins when its sandbox is there. */
    record OfSession(SessionId session, SandboxTemplate template, SortedMap<String, String> attributes)
            implements Purpose {

        public OfSession {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }

        @Override
        public List<ResourceKind> kinds() {
            return List.of(ResourceKind.SANDBOX);
        }

        @Override
        public SortedMap<String, String> details() {
            SortedMap<String, String> details = new TreeMap<>();
            attributes.forEach((name, value) -> details.put("attributes." + name, value));
            details.put("session", session.value());
            details.put("template", template.value());
            return details;
        }

        @Override
        public <T> T fold(Function<OfAccount, T> ofAccount, Function<OfSession, T> ofSession) {
            return ofSession.apply(this);
        }
    }
}
