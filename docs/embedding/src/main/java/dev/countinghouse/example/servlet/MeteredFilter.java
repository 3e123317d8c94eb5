package dev.countinghouse.example.servlet;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.http.MeteredRequest;
import dev.countinghouse.billing.ports.http.Metering;
import dev.countinghouse.billing.ports.http.Refusal;
import dev.countinghouse.billing.ports.http.RequestGuard;
import dev.countinghouse.billing.ports.http.ServedRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Protects what it is mapped to, behind whatever finds out who calls: a request that limits refuse is answered 402, 429 or
 * 503 with the whole problem, one that they admit is served and counted. Register it with {@code asyncSupported}.
 */
public final class MeteredFilter implements Filter {

    private static final System.Logger LOG = System.getLogger(MeteredFilter.class.getName());

    private static final String USED = MeteredFilter.class.getName() + ".used";
    private static final String REPEATED = MeteredFilter.class.getName() + ".repeated";
    private static final int SERVER_ERROR = 500;

    private final RequestGuard guard;
    private final Metering metering;
    private final Caller caller;
    private final Executor settling;

    /** @param settling records what asynchronous requests have used; the thread that ends one must not wait for the storage */
    public MeteredFilter(RequestGuard guard, Metering metering, Caller caller, Executor settling) {
        this.guard = guard;
        this.metering = metering;
        this.caller = caller;
        this.settling = settling;
    }

    /** What the host knows of a request. */
    @FunctionalInterface
    public interface Caller {

        /** Who pays. */
        AccountId account(HttpServletRequest request);

        /** The most that it may use, in units of the meter. */
        default Fraction most(HttpServletRequest request) {
            return Fraction.ONE;
        }

        /** What its usage carries, such as {@code user}: limits may be set on it. */
        default Map<String, String> dimensions(HttpServletRequest request) {
            return Map.of();
        }

        /** What is answered, such as with the address of a page that sells more: {@link Refusal#with}. */
        default Refusal told(Refusal refusal) {
            return refusal;
        }
    }

    /** For what serves a request: all that it has used by now, in units of the meter, also if it fails then. 0 is nothing. */
    public static void used(ServletRequest request, Fraction units) {
        if (units.signum() < 0) {
            throw new IllegalArgumentException("units is " + units + ", it must be 0 or more");
        }
        request.setAttribute(USED, units);
    }

    /** For what serves a request: whether it was served before, so that it must answer what it did and do nothing. */
    public static boolean isRepeated(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(REPEATED));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // what is dispatched again was decided when it came
        if (request.getDispatcherType() == DispatcherType.REQUEST
                && request instanceof HttpServletRequest asked
                && response instanceof HttpServletResponse answer) {
            decide(asked, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void decide(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestGuard.Answer answer = guard.admit(metering, metered(request));
        if (answer instanceof RequestGuard.Answer.Refused refused) {
            tell(caller.told(refused.refusal()), response);
        } else {
            serve(((RequestGuard.Answer.Admitted) answer).request(), request, response, chain);
        }
    }

    private MeteredRequest metered(HttpServletRequest request) {
        String query = request.getQueryString();
        return new MeteredRequest(
                caller.account(request),
                request.getMethod() + " " + request.getRequestURI() + (query == null ? "" : "?" + query),
                Optional.ofNullable(request.getHeader(MeteredRequest.KEY)),
                caller.most(request),
                new TreeMap<>(caller.dimensions(request)));
    }

    private static void tell(Refusal refusal, HttpServletResponse response) throws IOException {
        byte[] body = refusal.json().getBytes(StandardCharsets.UTF_8);
        response.setStatus(refusal.status());
        refusal.headers().forEach(response::setHeader);
        response.setContentType(Refusal.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private void serve(
            ServedRequest served, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        served.headers().forEach(response::setHeader);
        request.setAttribute(REPEATED, served.repeated());
        WatchedRequest watched =
                new WatchedRequest(request, failed -> settleLater(served, used(request), failed(response, failed)));
        boolean returned = false;
        try {
            chain.doFilter(watched, response);
            returned = true;
        } finally {
            if (!watched.isAsync()) {
                settle(served, used(request), failed(response, !returned && !response.isCommitted()));
            }
        }
    }

    private static Optional<Fraction> used(HttpServletRequest request) {
        return request.getAttribute(USED) instanceof Fraction units ? Optional.of(units) : Optional.empty();
    }

    private static boolean failed(HttpServletResponse response, boolean threw) {
        return threw || response.getStatus() >= SERVER_ERROR;
    }

    /** Whatever was told is read by then: the container takes the request back. */
    private void settleLater(ServedRequest served, Optional<Fraction> used, boolean failed) {
        try {
            settling.execute(() -> settle(served, used, failed));
        } catch (RuntimeException full) {
            settle(served, used, failed);
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
