package dev.countinghouse.app.rest.gateway;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.gate.CallBody;
import dev.countinghouse.app.rest.gate.Gate;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.ReservationId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import java.util.Map;
import java.util.Optional;

/** Decides on a call that a gateway asks about, in whatever way it asks. */
@RequestScoped
class GatewayQuestions {

    private final Caller caller;
    private final Gate gate;

    GatewayQuestions(Caller caller, Gate gate) {
        this.caller = caller;
        this.gate = gate;
    }

    /**
     * The call may run.
     *
     * @param headers for the client
     * @param reservation for whoever runs the call; empty where nothing was taken
     */
    record Admitted(Map<String, String> headers, Optional<ReservationId> reservation) {}

    /** For a gateway that chooses the ids of calls itself, and may ask twice about one. */
    @RolesAllowed(Permission.WRITE)
    Admitted ask(GatewayTerms terms) {
        return admitted(terms, admission(terms));
    }

    /**
     * For a gateway that may pass on ids that its clients have chosen, as Envoy does for those it takes to be internal: who
     * takes one for everything would else have everything for one call.
     */
    @RolesAllowed(Permission.WRITE)
    Admitted askOnce(GatewayTerms terms) {
        Gate.Admission admission = admission(terms);
        if (admission.repeated()) {
            throw ProblemException.of(
                    Kind.CONFLICT,
                    "call '" + admission.id() + "' was admitted before: each call needs an id of its own");
        }
        return admitted(terms, admission);
    }

    private static Admitted admitted(GatewayTerms terms, Gate.Admission admission) {
        return new Admitted(
                admission.headers(), terms.action().equals("check") ? Optional.empty() : Optional.of(admission.id()));
    }

    private Gate.Admission admission(GatewayTerms terms) {
        AccountId account = terms.account()
                .map(named -> caller.allowed(Fields.read(GatewayTerms.ACCOUNT, named, AccountId::new)))
                .or(caller::boundTo)
                .orElseThrow(() -> ProblemException.invalid(
                        GatewayTerms.ACCOUNT, "is missing: this key is for all accounts, so say which one calls"));
        CallBody call = terms.toCall();
        String action = terms.action();
        return switch (action) {
            case "check" -> gate.check(account, call);
            case "consume" -> gate.consume(account, call);
            case "reserve" -> gate.reserve(account, call);
            default ->
                throw ProblemException.invalid(
                        GatewayTerms.ACTION, "is '" + action + "', it must be one of [check, consume, reserve]");
        };
    }
}
