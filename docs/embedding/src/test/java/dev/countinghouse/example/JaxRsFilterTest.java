package dev.countinghouse.example;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.http.Refusal;
import dev.countinghouse.billing.ports.http.RequestGuard;
import dev.countinghouse.example.jaxrs.Metered;
import dev.countinghouse.example.jaxrs.MeteredFilter;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints of a JAX-RS server, and snippets of docs/embedding.md. */
class JaxRsFilterTest extends ProtectedServerCase {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    java.nio.file.Path folder;

    private LocalTomcat tomcat;

    @Override
    protected TestDatabase database() {
        return DATABASE;
    }

    @Override
    protected int start(RequestGuard guard) throws Exception {
        ResourceConfig server = new ResourceConfig();
        // what is flushed is sent, as a stream wants it
        server.property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
        server.register(new Failures()).register(filter(host.billing, host));
        server.register(new Endpoints(host));
        tomcat = new LocalTomcat(folder, (classes, servlets) -> {
            ServletRegistration.Dynamic jersey = servlets.addServlet("jersey", new ServletContainer(server));
            jersey.setAsyncSupported(true);
            jersey.addMapping("/*");
        });
        return tomcat.port();
    }

    private static MeteredFilter filter(BillingEngine billing, Executor settling) {
        // snippet: jax-rs-filter
        MeteredFilter filter = new MeteredFilter(
                new RequestGuard(
                        billing.guardCalls(), billing.settleCalls(), billing.readCatalogue(), billing.readTime()),
                new MeteredFilter.Caller() {

                    @Override
                    public AccountId account(ContainerRequestContext request) {
                        return new AccountId(request.getHeaderString("X-Account")); // yours: as it was authenticated
                    }

                    @Override
                    public Fraction most(ContainerRequestContext request, Metered resource) {
                        String most = request.getUriInfo().getQueryParameters().getFirst("most");
                        return most == null ? Fraction.of(resource.most()) : Fraction.parse(most);
                    }

                    @Override
                    public Refusal told(Refusal refusal) {
                        return refusal.with("plans", "https://shop.example/plans");
                    }
                },
                settling); // records what requests that end on another thread have used
        // end
        return filter;
    }

    @Override
    protected void stop() throws Exception {
        tomcat.stop();
    }

    @Override
    protected Class<?> filter() {
        return MeteredFilter.class;
    }

    /** Public, as JAX-RS wants it. */
    @Path("/")
    @Metered(meter = "pages", lasts = "PT5M")
    public static final class Endpoints {

        private final ReportServer host;

        Endpoints(ReportServer host) {
            this.host = host;
        }

        @POST
        @Path("reports")
        @Metered(meter = "reports")
        public Response report(
                @Context ContainerRequestContext request,
                @QueryParam("fail") @Nullable String fail,
                @QueryParam("used") @Nullable String used) {
            return answer(request, fail, used);
        }

        @POST
        @Path("answers")
        @Metered(meter = "reports", answersRepeats = true)
        public Response repeat(@Context ContainerRequestContext request, @QueryParam("fail") @Nullable String fail) {
            return answer(request, fail, null);
        }

        @POST
        @Path("pages")
        @Metered(meter = "pages", most = 100)
        public Response pages(
                @Context ContainerRequestContext request,
                @QueryParam("fail") @Nullable String fail,
                @QueryParam("used") @Nullable String used) {
            return answer(request, fail, used);
        }

        @POST
        @Path("later")
        public CompletionStage<Response> later(
                @Context ContainerRequestContext request,
                @QueryParam("fail") @Nullable String fail,
                @QueryParam("used") @Nullable String used) {
            CompletableFuture<Response> answer = new CompletableFuture<>();
            host.loop.execute(() -> {
                // once the thread of the request has left it: else that may be the one that ends it
                while (answer.getNumberOfDependents() == 0) {
                    Thread.onSpinWait();
                }
                try {
                    answer.complete(answer(request, fail, used));
                } catch (IllegalStateException failed) {
                    answer.completeExceptionally(failed);
                }
            });
            return answer;
        }

        // snippet: metered
        @POST
        @Path("stream")
        @Metered(meter = "pages", most = 90, lasts = "PT5M")
        public StreamingOutput stream(@Context ContainerRequestContext request, @QueryParam("used") int breaksAfter) {
            ReportServer.Report report = new ReportServer.Report(breaksAfter);
            return out -> {
                for (int page = 1; page <= report.pages(); page++) {
                    MeteredFilter.used(request, Fraction.of(page)); // all of it by now
                    report.print(page, out);
                }
            };
        }
        // end

        private Response answer(ContainerRequestContext request, @Nullable String asked, @Nullable String used) {
            if (MeteredFilter.isRepeated(request)) {
                return Response.ok("again").build();
            }
            int served = host.served.incrementAndGet();
            if (used != null) {
                MeteredFilter.used(request, Fraction.parse(used));
            }
            String fail = String.valueOf(asked);
            if (fail.equals("throw")) {
                throw new IllegalStateException("asked to fail");
            }
            host.away.compareAndSet(false, fail.equals("database"));
            boolean fails = fail.equals("status") || fail.equals("once") && served == 14;
            return Response.status(fails ? 503 : 200).entity("served " + served).build();
        }
    }

    /** Without one Jersey may hand a failure of another thread to its container, past all filters. */
    static final class Failures implements ExceptionMapper<IllegalStateException> {

        @Override
        public Response toResponse(IllegalStateException failure) {
            return Response.serverError().build();
        }
    }
}
