package dev.countinghouse.adapter.stripe;

import com.stripe.model.PaymentIntent;
import com.stripe.model.SetupIntent;
import com.stripe.model.checkout.Session;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CheckoutSession.Progress;
import dev.countinghouse.billing.ports.driven.PaymentRefs.Ref;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Pages under keys: which session a key stands for, and what the customer has done there. */
final class StripeCheckouts {

    private static final Pattern SESSION = Pattern.compile("cs_[A-Za-z0-9_]{1,200}");

    /** What begins the reference of a page that Stripe would not make, for the amount; whoever asks for it need not ask for ever. */
    private static final String NOT_MADE = "refused_";

    private static final Set<String> VALUE = Set.of("paid", "no_payment_required");

    private final StripeSessions sessions;
    private final StripeMoneyBack back;
    private final StripeMemory memory;
    private final InstantSource clock;

    StripeCheckouts(StripeSessions sessions, StripeMoneyBack back, StripeMemory memory, InstantSource clock) {
        this.sessions = sessions;
        this.back = back;
        this.memory = memory;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if another order was given under the key, or Stripe does not know the customer */
    CheckoutSession open(CheckoutOrder order, CustomerRef customer) {
        StripeMemory.Claim claim = memory.claim(CheckoutWish.of(order, now()));
        Ref ref = claim.ref();
        if (ref.reference().isPresent()) {
            return remembered(ref);
        }
        if (order.price().filter(price -> !StripeAmounts.takes(price.amount())).isPresent()) {
            return remembered(memory.refer(ref, NOT_MADE + Declines.NOT_AN_AMOUNT));
        }
        Optional<Session> known = claim.isNew() ? Optional.empty() : sessions.find(customer, ref.key());
        try {
            // the answer to a call that was made before is as it was then
            return known.isPresent()
                    ? remember(ref, known.get(), true)
                    : remember(ref, sessions.create(order, customer), claim.isNew());
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing() && refusal.isAbout("customer")) {
                throw new IllegalArgumentException(
                        "Stripe does not know customer " + customer + " of account " + order.account() + " any more",
                        refusal);
            }
            if (order.price().isEmpty() || !refusal.code().startsWith("amount_too_")) {
                throw StripeConnection.unexpected("make a page under " + order.key(), refusal);
            }
            return remembered(memory.refer(ref, NOT_MADE + refusal.code()));
        }
    }

    /** Where somebody was faster with another, that one counts. */
    private CheckoutSession remember(Ref ref, Session session, boolean isAsItIsNow) {
        Ref kept = memory.refer(ref, session.getId());
        return isAsItIsNow && kept.reference().equals(Optional.of(session.getId()))
                ? view(kept, session)
                : remembered(kept);
    }

    private CheckoutSession remembered(Ref ref) {
        return isNotMade(ref)
                ? notMade(ref)
                : view(ref, sessions.read(ref.reference().orElseThrow()));
    }

    /** Nothing was paid there, and nothing ever will be. */
    private static CheckoutSession notMade(Ref ref) {
        return new CheckoutSession(
                new CheckoutReference(NOT_MADE + ref.key()), ref.account(), ref.key(), new Progress.Expired());
    }

    private static boolean isNotMade(Ref ref) {
        return ref.reference().filter(it -> it.startsWith(NOT_MADE)).isPresent();
    }

    Optional<CheckoutSession> find(CheckoutReference reference) {
        String value = reference.value();
        if (value.startsWith(NOT_MADE)) {
            return memory.find(value.substring(NOT_MADE.length()))
                    .filter(CheckoutWish::isOf)
                    .filter(StripeCheckouts::isNotMade)
                    .map(StripeCheckouts::notMade);
        }
        return SESSION.matcher(value).matches()
                ? sessions.find(value).flatMap(session -> ref(session).map(ref -> view(ref, session)))
                : Optional.empty();
    }

    /** Empty if it is not ours, whatever its metadata say. */
    private Optional<Ref> ref(Session session) {
        return Metadata.of(session, Metadata.KEY)
                .flatMap(memory::find)
                .filter(CheckoutWish::isOf)
                .filter(ref -> ref.reference().equals(Optional.of(session.getId())));
    }

    private CheckoutSession view(Ref ref, Session session) {
        return new CheckoutSession(
                new CheckoutReference(session.getId()), ref.account(), ref.key(), progress(ref, session));
    }

    private Progress progress(Ref ref, Session session) {
        return switch (session.getStatus()) {
            case "open" -> new Progress.Open(URI.create(session.getUrl()));
            case "complete" ->
                session.getMode().equals("setup")
                        ? chosen(session)
                        : payment(ref, session)
                                .<Progress>map(Progress.Paid::new)
                                .orElseGet(Progress.Expired::new);
            default -> new Progress.Expired();
        };
    }

    /** Some bank accounts have to be proved after the page: there is another page for that, or days to be waited. */
    private static Progress chosen(Session session) {
        SetupIntent intent = session.getSetupIntentObject();
        return switch (intent.getStatus()) {
            case "succeeded" -> new Progress.Chosen(intent.getPaymentMethod());
            case "requires_action" ->
                new Progress.Open(proof(intent).orElseGet(() -> URI.create(session.getSuccessUrl())));
            case "processing" -> new Progress.Open(URI.create(session.getSuccessUrl()));
            default -> new Progress.Expired();
        };
    }

    private static Optional<URI> proof(SetupIntent intent) {
        return Optional.ofNullable(intent.getNextAction())
                .map(SetupIntent.NextAction::getVerifyWithMicrodeposits)
                .map(SetupIntent.NextAction.VerifyWithMicrodeposits::getHostedVerificationUrl)
                .map(URI::create);
    }

    /** What was paid there; empty as long as nothing was, and cards that were declined are nothing. */
    Optional<Payment> payment(Ref ref) {
        return ref.reference()
                .filter(reference -> SESSION.matcher(reference).matches())
                .flatMap(sessions::find)
                .filter(session -> session.getStatus().equals("complete"))
                .flatMap(session -> payment(ref, session));
    }

    private Optional<Payment> payment(Ref ref, Session completed) {
        return Optional.ofNullable(completed.getPaymentIntentObject())
                .map(intent -> back.payment(ref, intent, state(intent, completed)));
    }

    private PaymentState state(PaymentIntent intent, Session completed) {
        PaymentState state = IntentReader.state(intent, now()).orElseGet(PaymentState.Processing::new);
        boolean isPaid = VALUE.contains(completed.getPaymentStatus());
        return state instanceof PaymentState.Succeeded && !isPaid ? new PaymentState.Processing() : state;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
