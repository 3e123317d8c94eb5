package dev.countinghouse.app.operations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Wants credits of one account over HTTP, with many threads, and says how often it got some. */
final class HoldingClient {

    static final int THREADS = 16;

    private static final String HOLD = "{\"amount\": \"1\", \"unit\": \"USD\", \"lasts\": \"PT1H\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI holds;

    private HoldingClient(String holds) {
        this.holds = URI.create(holds);
    }

    /**
     * With where holds are, a name that no other process has, and how often each thread wants. Says that it is ready and
     * begins when it is told to.
     */
    public static void main(String[] arguments) throws Exception {
        HoldingClient client = new HoldingClient(arguments[0]);
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String name = arguments[1] + "-" + thread;
            callers.add(() -> client.admitted(name, Integer.parseInt(arguments[2])));
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        System.out.println("ready");
        if (System.in.read() < 0) {
            throw new IllegalStateException("nobody said when to begin");
        }
        int admitted = 0;
        for (Future<Integer> each : threads.invokeAll(callers)) {
            admitted += each.get();
        }
        System.out.println(admitted);
        System.exit(0);
    }

    private int admitted(String name, int wishes) throws IOException, InterruptedException {
        int admitted = 0;
        for (int wish = 0; wish < wishes; wish++) {
            HttpRequest order = HttpRequest.newBuilder(URI.create(holds + "/" + name + "-" + wish))
                    .header("Authorization", "Bearer " + ShippedService.KEY)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(HOLD))
                    .build();
            int status = http.send(order, BodyHandlers.discarding()).statusCode();
            if (status != 200 && status != 402) {
                throw new IllegalStateException("hold " + name + "-" + wish + " was answered " + status);
            }
            admitted += status == 200 ? 1 : 0;
        }
        return admitted;
    }
}
