package dev.countinghouse.example.jaxrs;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.http.MeteredRequest;
import dev.countinghouse.billing.ports.http.Metering;
import dev.countinghouse.billing.ports.http.Refusal;
import dev.countinghouse.billing.ports.http.RequestGuard;
import dev.countinghouse.billing.ports.http.ServedRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Protects resources that are {@link Metered}: a request that limits refuse is answered 402, 429 or 503 with the whole
 * problem, one that they admit is served and counted. It waits for the storage before it is served, so a resource that runs
 * on an event loop must be declared as one that blocks.
 */
@Metered
public final class MeteredFilter implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {

    private static final System.Logger LOG = System.getLogger(MeteredFilter.class.getName());

    private static final String RUNNING = MeteredFilter.class.getName() + ".running";
    private static final String USED = MeteredFilter.class.getName() + ".used";
    private static final int SERVER_ERROR = 500;

    private final Map<Metered, Metering> meterings = new ConcurrentHashMap<>();
    private final RequestGuard guard;
    private final Caller caller;
    private final Executor settling;

    @Context
    @Nullable
    ResourceInfo resource;

    /**
     * @param settling records what was used by requests that end on another thread than they began: it may be one that must
     *     not wait for the storage
     */
    public MeteredFilter(RequestGuard guard, Caller caller, Executor settling) {
        this.guard = guard;
        this.caller = caller;
        this.settling = settling;
    }

    /** What the host knows of a request. */
    @FunctionalInterface
    public interface Caller {

        /** Who pays. */
        AccountId account(ContainerRequestContext request);

        /** The most that it may use, in units of the meter. */
        default Fraction most(ContainerRequestContext request, Metered resource) {
            return Fraction.of(resource.most());
        }

        /** What its usage carries, such as {@code user}: limits may be set on it. */
        default Map<String, String> dimensions(ContainerRequestContext request) {
            return Map.of();
        }

        /** What is answered, such as with the address of a page that sells more: {@link Refusal#with}. */
        default Refusal told(Refusal refusal) {
            return refusal;
        }
    }

    /** @param thread that waited for the storage before it was served, and so may do it again */
    private record Running(ServedRequest request, Thread thread) {}

    /** For a resource: all that it has used by now, in units of the meter, also if it fails then. 0 is nothing. */
    public static void used(ContainerRequestContext request, Fraction units) {
        if (units.signum() < 0) {
            throw new IllegalArgumentException("units is " + units + ", it must be 0 or more");
        }
        request.setProperty(USED, units);
    }

    /** For a resource: whether the request was served before, so that it must answer what it did and do nothing. */
    public static boolean isRepeated(ContainerRequestContext request) {
        return request.getProperty(RUNNING) instanceof Running running
                && running.request().repeated();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Metered metered = metered();
        RequestGuard.Answer answer = guard.admit(
                meterings.computeIfAbsent(metered, MeteredFilter::metering),
                new MeteredRequest(
                        caller.account(request),
                        request.getMethod() + " " + request.getUriInfo().getRequestUri(),
                        Optional.ofNullable(request.getHeaderString(MeteredRequest.KEY)),
                        caller.most(request, metered),
                        new TreeMap<>(caller.dimensions(request))));
        if (answer instanceof RequestGuard.Answer.Refused refused) {
            request.abortWith(response(caller.told(refused.refusal())));
        } else {
            request.setProperty(
                    RUNNING, new Running(((RequestGuard.Answer.Admitted) answer).request(), Thread.currentThread()));
        }
    }

    /** The method's own goes before that of its class. */
    private Metered metered() {
        ResourceInfo info = Objects.requireNonNull(resource);
        Metered own = info.getResourceMethod().getAnnotation(Metered.class);
        return own == null ? Objects.requireNonNull(info.getResourceClass().getAnnotation(Metered.class)) : own;
    }

    private static Metering metering(Metered metered) {
        Metering metering = Metering.of(new MeterKey(metered.meter())).lasting(Duration.parse(metered.lasts()));
        metering = metered.chargesFailures() ? metering.chargingFailures() : metering;
        return metered.answersRepeats() ? metering.answeringRepeats() : metering;
    }

    private static Response response(Refusal refusal) {
        Response.ResponseBuilder response =
                Response.status(refusal.status()).type(Refusal.MEDIA_TYPE).entity(refusal.json());
        refusal.headers().forEach(response::header);
        return response.build();
    }

    /** What has an entity is settled once that is written: a stream knows only then what it has used. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(RUNNING) instanceof Running running)) {
            return;
        }
        running.request().headers().forEach(response.getHeaders()::putSingle);
        boolean failed = response.getStatus() >= SERVER_ERROR;
        if (failed || !response.hasEntity() || request.getMethod().equals(HttpMethod.HEAD)) {
            settle(running, used(request.getProperty(USED)), failed);
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!(context.getProperty(RUNNING) instanceof Running running)) {
            context.proceed();
            return;
        }
        WatchedStream stream = new WatchedStream(context.getOutputStream());
        context.setOutputStream(stream);
        boolean written = false;
        try {
            context.proceed();
            written = true;
        } finally {
            settle(running, used(context.getProperty(USED)), !written && !stream.isUsed());
        }
    }

    private static Optional<Fraction> used(@Nullable Object told) {
        return told instanceof Fraction units ? Optional.of(units) : Optional.empty();
    }

    private void settle(Running running, Optional<Fraction> used, boolean failed) {
        if (running.thread() == Thread.currentThread()) {
            settle(running.request(), used, failed);
            return;
        }
        try {
            settling.execute(() -> settle(running.request(), used, failed));
        } catch (RuntimeException full) {
            settle(running.request(), used, failed);
        }
    }

    /** The answer is on its way, so it does not change if this fails. */
    private static void settle(ServedRequest served, Optional<Fraction> used, boolean failed) {
        try {
            served.settle(used, failed);
        } catch (RuntimeException lost) {
            LOG.log(
                    Level.ERROR,
                    served + " was served, and what it has used is not recorded as it was told, "
                            + used.map(Fraction::toString).orElse("as reserved"),
                    lost);
        }
    }
}
