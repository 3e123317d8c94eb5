package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.http.Metering;
import dev.countinghouse.billing.ports.http.Refusal;
import dev.countinghouse.billing.ports.http.RequestGuard;
import dev.countinghouse.example.servlet.MeteredFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints of a servlet container, and snippets of docs/embedding.md. */
class ServletFilterTest extends ProtectedServerCase {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    Path folder;

    private LocalTomcat tomcat;

    @Override
    protected TestDatabase database() {
        return DATABASE;
    }

    @Override
    protected int start(RequestGuard guard) throws Exception {
        tomcat = new LocalTomcat(folder, (classes, servlets) -> {
            protect(servlets, host.billing, host);
            MeteredFilter.Caller caller = ServletFilterTest::accountOf;
            Metering reports = Metering.of(new MeterKey("reports"));
            protect(servlets, "/answers", new MeteredFilter(guard, reports.answeringRepeats(), caller, host));
            MeteredFilter pages = new MeteredFilter(guard, Metering.of(new MeterKey("pages")), new PageCaller(), host);
            for (String path : new String[] {"/pages", "/stream", "/later", "/again", "/slow"}) {
                protect(servlets, path, pages);
            }
            ServletRegistration.Dynamic endpoints = servlets.addServlet("endpoints", new Endpoints(host));
            endpoints.setAsyncSupported(true);
            endpoints.addMapping("/");
        });
        return tomcat.port();
    }

    private static void protect(ServletContext servlets, BillingEngine billing, Executor settling) {
        // snippet: servlet-filter
        RequestGuard guard = new RequestGuard(
                billing.guardCalls(), billing.settleCalls(), billing.readCatalogue(), billing.readTime());
        FilterRegistration.Dynamic reports = servlets.addFilter(
                "reports",
                new MeteredFilter(
                        guard,
                        Metering.of(new MeterKey("reports")),
                        request -> accountOf(request), // as your own filter before this one has found it out
                        settling)); // records what requests that end asynchronously have used
        reports.setAsyncSupported(true);
        reports.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/reports");
        // end
    }

    private static void protect(ServletContext servlets, String path, MeteredFilter filter) {
        FilterRegistration.Dynamic registered = servlets.addFilter(path, filter);
        registered.setAsyncSupported(true);
        // also for what is dispatched again, which the filter must not count again
        registered.addMappingForUrlPatterns(
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR), true, path);
    }

    private static AccountId accountOf(HttpServletRequest request) {
        return new AccountId(request.getHeader("X-Account"));
    }

    private static final class PageCaller implements MeteredFilter.Caller {

        @Override
        public AccountId account(HttpServletRequest request) {
            return accountOf(request);
        }

        @Override
        public Fraction most(HttpServletRequest request) {
            return Fraction.parse(request.getParameter("most"));
        }

        @Override
        public Refusal told(Refusal refusal) {
            return refusal.with("plans", "https://shop.example/plans");
        }
    }

    @Override
    protected void stop() throws Exception {
        tomcat.stop();
    }

    @Override
    protected Class<?> filter() {
        return MeteredFilter.class;
    }

    @Test
    void whatIsDispatchedAgainIsCountedOnce() {
        posted(200, "/again?most=50&used=8");
        assertThat(host.hasSettled()).isTrue();
        assertThat(host.used("pages")).isEqualTo("8");
        assertThat(host.settledElsewhere()).isZero();
        posted(200, "/pages?most=92&used=92");
    }

    @Test
    void whatTakesTooLongGivesBack() {
        posted(500, "/slow?most=100");
        assertThat(host.hasSettled()).isTrue();
        assertThat(host.used("pages")).isEqualTo("0");
        posted(200, "/pages?most=100&used=1");
    }

    private static final class Endpoints extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient ReportServer host;

        Endpoints(ReportServer host) {
            this.host = host;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (request.getServletPath()) {
                case "/stream" -> stream(request, response);
                case "/later" -> later(request, response);
                case "/slow" -> request.startAsync().setTimeout(1);
                case "/again" -> again(request, response);
                default -> answer(request, response);
            }
        }

        private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (MeteredFilter.isRepeated(request)) {
                response.getWriter().print("again");
                return;
            }
            int served = host.served.incrementAndGet();
            if (request.getParameter("used") != null) {
                MeteredFilter.used(request, Fraction.parse(request.getParameter("used")));
            }
            String fail = String.valueOf(request.getParameter("fail"));
            if (fail.equals("throw")) {
                throw new IllegalStateException("asked to fail");
            }
            if (fail.equals("status") || fail.equals("once") && served == 14) {
                response.setStatus(503);
            }
            host.away.compareAndSet(false, fail.equals("database"));
            response.getWriter().print("served " + served);
        }

        private void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
            ReportServer.Report report = new ReportServer.Report(Integer.parseInt(request.getParameter("used")));
            // snippet: used
            for (int page = 1; page <= report.pages(); page++) {
                MeteredFilter.used(request, Fraction.of(page)); // all of it by now
                report.print(page, response.getOutputStream());
            }
            // end
        }

        private void later(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext context = request.startAsync();
            host.loop.execute(() -> {
                try {
                    answer(request, response);
                } catch (IOException | RuntimeException failed) {
                    response.setStatus(500);
                }
                context.complete();
            });
        }

        private void again(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                request.startAsync().dispatch();
            } else {
                answer(request, response);
            }
        }
    }
}
