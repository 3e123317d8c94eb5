package dev.countinghouse.adapter.stripe;

import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.PaymentRefs.Ref;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Payments under keys: which intent a key stands for, and what became of it; if they are made on a page, that knows it. */
final class StripePayments {

    private static final Pattern INTENT = Pattern.compile("pi_[A-Za-z0-9_]{1,200}");

    /** What begins the reference, and the id, of a payment that Stripe would not even begin. */
    private static final String NOT_BEGUN = "refused_";

    /** Parameters that are the customer's business, and not a mistake of ours. */
    private static final List<String> ABOUT_THE_ORDER = List.of("amount", "currency", "customer");

    private final StripeIntents intents;
    private final StripeCustomers customers;
    private final StripeCheckouts checkouts;
    private final StripeMoneyBack back;
    private final StripeMemory memory;
    private final InstantSource clock;

    StripePayments(
            StripeIntents intents,
            StripeCustomers customers,
            StripeCheckouts checkouts,
            StripeMoneyBack back,
            StripeMemory memory,
            InstantSource clock) {
        this.intents = intents;
        this.customers = customers;
        this.checkouts = checkouts;
        this.back = back;
        this.memory = memory;
        this.clock = clock;
    }

    Payment charge(ChargeOrder order) {
        StripeMemory.Claim claim = memory.claim(ChargeWish.of(order, now()));
        Ref ref = claim.ref();
        if (!StripeAmounts.takes(order.amount())) {
            // decided, so that whoever asks for it need not ask for ever
            return notBegun(ref, Declines.NOT_AN_AMOUNT);
        }
        CustomerRef customer = customers.ensure(order.account());
        Optional<PaymentIntent> known = claim.isNew() ? Optional.empty() : intent(ref);
        if (known.isEmpty() && isNotBegun(ref)) {
            return notBegun(ref);
        }
        try {
            PaymentIntent intent = known.isPresent() ? known.get() : begin(order, customer, claim);
            return payment(ref, confirmed(intent, order, customer));
        } catch (StripeRefusal refusal) {
            if (!ABOUT_THE_ORDER.stream().anyMatch(refusal::isAbout)) {
                throw StripeConnection.unexpected("make payment " + order.key(), refusal);
            }
            return notBegun(ref, reason(refusal).code());
        }
    }

    private Payment notBegun(Ref ref, String code) {
        return notBegun(memory.refer(ref, NOT_BEGUN + code));
    }

    private PaymentIntent begin(ChargeOrder order, CustomerRef customer, StripeMemory.Claim claim)
            throws StripeRefusal {
        PaymentIntent intent = intents.create(order, customer);
        memory.refer(claim.ref(), intent.getId());
        // the answer to a call that was made before is as it was then
        return claim.isNew() ? intent : intents.read(intent.getId());
    }

    /** Somebody may have deleted the customer at Stripe, or detached his card. */
    private static Failed reason(StripeRefusal refusal) {
        return refusal.isMissing() && (refusal.isAbout("customer") || refusal.isAbout("payment_method"))
                ? Declines.of(Declines.NO_METHOD)
                : Declines.of(refusal);
    }

    private PaymentIntent confirmed(PaymentIntent intent, ChargeOrder order, CustomerRef customer) {
        if (IntentReader.state(intent, now()).isPresent()) {
            return intent;
        }
        Optional<String> method = customers.read(customer).flatMap(StripeIntents::defaultMethod);
        if (method.isEmpty()) {
            return intents.callOff(intent, Declines.of(Declines.NO_METHOD));
        }
        // what failed without a trace was confirmed before, and failed at the page that the customer was sent to
        Failed why = Declines.of(Declines.NOT_AUTHENTICATED);
        try {
            intents.confirm(intent, method.get(), order.customerPresent(), order.key());
        } catch (StripeRefusal refusal) {
            why = reason(refusal);
        }
        PaymentIntent after = intents.read(intent.getId());
        return IntentReader.state(after, now()).isPresent() ? after : intents.callOff(after, why);
    }

    Optional<Payment> find(PaymentKey key) {
        return memory.find(key).flatMap(this::find);
    }

    Optional<Payment> find(Ref ref) {
        if (CheckoutWish.isOf(ref)) {
            return checkouts.payment(ref);
        }
        return isNotBegun(ref)
                ? Optional.of(notBegun(ref))
                : there(ref)
                        .filter(intent -> IntentReader.state(intent, now()).isPresent())
                        .map(intent -> payment(ref, intent));
    }

    /** Empty also for one that is not at Stripe any more, as under the key of another account of ours there. */
    private Optional<PaymentIntent> there(Ref ref) {
        return ref.reference()
                .filter(reference -> INTENT.matcher(reference).matches())
                .map(intents::find)
                .orElseGet(() -> intent(ref));
    }

    Optional<Payment> find(PaymentId id) {
        if (id.value().startsWith(NOT_BEGUN)) {
            return memory.find(id.value().substring(NOT_BEGUN.length()))
                    .filter(StripePayments::isNotBegun)
                    .map(this::notBegun);
        }
        if (!INTENT.matcher(id.value()).matches()) {
            return Optional.empty();
        }
        return intents.find(id.value()).flatMap(this::find);
    }

    /** Empty if it is not ours, whatever its metadata say; or if it was never confirmed. */
    private Optional<Payment> find(PaymentIntent intent) {
        Optional<Ref> ref = Metadata.of(intent, Metadata.KEY).flatMap(memory::find);
        Optional<Payment> atCheckout = ref.filter(CheckoutWish::isOf).flatMap(checkouts::payment);
        return ref.filter(ours -> ours.reference().equals(Optional.of(intent.getId())))
                .filter(ours -> IntentReader.state(intent, now()).isPresent())
                .map(ours -> payment(ours, intent))
                .or(() -> atCheckout.filter(paid -> paid.id().value().equals(intent.getId())));
    }

    /** Whatever its metadata say, one is ours only if it is remembered. */
    List<OtherPayment> others(AccountId account, Instant since) {
        return memory.customer(account).stream()
                .flatMap(customer -> intents.since(customer, since).stream())
                .filter(intent -> intent.getStatus().equals("succeeded") && !isOurs(intent))
                .map(intent -> new OtherPayment(
                        new PaymentId(intent.getId()),
                        account,
                        StripeAmounts.money(intent.getAmountReceived() - returned(intent), intent.getCurrency()),
                        Instant.ofEpochSecond(intent.getCreated())))
                .filter(payment -> payment.amount().signum() > 0)
                .sorted(Comparator.comparing(OtherPayment::at)
                        .thenComparing(payment -> payment.id().value()))
                .toList();
    }

    private static long returned(PaymentIntent intent) {
        Charge charge = intent.getLatestChargeObject();
        return charge == null ? 0 : charge.getAmountRefunded();
    }

    private boolean isOurs(PaymentIntent intent) {
        return Metadata.of(intent, Metadata.KEY)
                .flatMap(memory::find)
                .filter(ref -> CheckoutWish.isOf(ref) || ref.reference().equals(Optional.of(intent.getId())))
                .isPresent();
    }

    /** The intent of a wish, looked for if it is not known that there is one. */
    private Optional<PaymentIntent> intent(Ref ref) {
        if (ref.reference().isPresent() || ChargeWish.amount(ref).isEmpty()) {
            return ref.reference()
                    .filter(reference -> INTENT.matcher(reference).matches())
                    .map(intents::read);
        }
        Optional<PaymentIntent> found =
                memory.customer(ref.account()).flatMap(customer -> intents.find(customer, ref.key()));
        found.ifPresent(intent -> memory.refer(ref, intent.getId()));
        return found;
    }

    private Payment payment(Ref ref, PaymentIntent read) {
        PaymentState state = IntentReader.state(read, now()).orElseThrow();
        if (state instanceof Failed failed && !read.getStatus().equals(IntentReader.CANCELED)) {
            PaymentIntent after = intents.callOff(read, failed);
            return back.payment(ref, after, IntentReader.state(after, now()).orElse(failed));
        }
        return back.payment(ref, read, state);
    }

    private static boolean isNotBegun(Ref ref) {
        return ref.reference()
                .filter(reference -> reference.startsWith(NOT_BEGUN))
                .isPresent();
    }

    private Payment notBegun(Ref ref) {
        Money amount = ChargeWish.amount(ref).orElseThrow();
        String code = ref.reference().orElseThrow().substring(NOT_BEGUN.length());
        PaymentId id = new PaymentId(NOT_BEGUN + ref.key());
        return Payment.begin(id, ref.key(), ref.account(), amount, Declines.of(code), ref.askedAt());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
