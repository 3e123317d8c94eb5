package dev.countinghouse.example.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * Tells when a request that goes on asynchronously has ended. It listens from the moment that it does so: by the time the
 * filter chain returns it may have been completed or dispatched.
 */
final class WatchedRequest extends HttpServletRequestWrapper {

    interface End {

        /** @param failed whether it failed before anything was sent */
        void happened(boolean failed);
    }

    private final End end;
    private volatile boolean async;

    WatchedRequest(HttpServletRequest request, End end) {
        super(request);
        this.end = end;
    }

    boolean isAsync() {
        return async;
    }

    @Override
    public AsyncContext startAsync() {
        return watched(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return watched(super.startAsync(request, response));
    }

    private AsyncContext watched(AsyncContext context) {
        // one that was dispatched and starts again has told its listener, see onStartAsync
        if (!async) {
            async = true;
            context.addListener(new Listener(), getRequest(), context.getResponse());
        }
        return context;
    }

    private final class Listener implements AsyncListener {

        private volatile boolean failed;

        @Override
        public void onError(AsyncEvent event) {
            failed = !event.getSuppliedResponse().isCommitted();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            end.happened(failed);
        }

        /** What answers it then, if nothing else does the container, is looked at when it is complete. */
        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
        }
    }
}
