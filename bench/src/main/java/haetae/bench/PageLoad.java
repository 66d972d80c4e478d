package haetae.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What pages cost the engine of a service that runs: before, under load, and after. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    description = {
      "Loads the page of a service that runs (start it first) and reads from its metrics how",
      "long an event took in the engine: before, while pages are open, and after."
    },
    footer = {"", "Example:", "  ./haetae bench page --seconds 60 --pages 20"})
final class PageLoad implements Callable<Integer> {
  private static final int UNAUTHORISED = 401;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8000",
      description = "Where the page is (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8000");

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "Length of each of the three parts (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--pages",
      defaultValue = "20",
      description = "Pages that follow the stream (default: ${DEFAULT-VALUE}).")
  private int pages;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  @Override
  public Integer call() throws IOException, InterruptedException {
    say("part              events       p50 us     p99 us   p99.9 us");
    part("without a page");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < pages; i++) {
        threads.execute(this::follow);
      }
      // What a page fetches beside the stream, and Prometheus, once a second each.
      for (String path : new String[] {"/metrics", "/api/status", "/api/trades", "/api/log"}) {
        threads.execute(() -> fetch(path));
      }
      part("with " + pages + " pages");
      over.set(true);
      client.shutdownNow();
    } finally {
      client.close();
    }
    part("without again");
    say(
        "%d requests and %.1f MB were answered, %d failed"
            .formatted(requests.get(), bytes.get() / 1e6, failures.get()));
    return failures.get() == 0 ? 0 : 1;
  }

  private void part(String name) throws IOException, InterruptedException {
    EventTimes before = look();
    TimeUnit.SECONDS.sleep(seconds);
    EventTimes part = look().since(before);
    say(
        "%-16s %8d %10.1f %10.1f %10.1f"
            .formatted(
                name, part.count(), part.micros(0.5), part.micros(0.99), part.micros(0.999)));
  }

  private EventTimes look() throws IOException, InterruptedException {
    try (HttpClient own = HttpClient.newHttpClient()) {
      var answer = own.send(request("/metrics"), BodyHandlers.ofString());
      if (answer.statusCode() == UNAUTHORISED) {
        throw new IOException("the page wants a login; measure a service without tokens");
      }
      return EventTimes.parse(answer.body());
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(url.resolve(path)).build();
  }

  private void follow() {
    try {
      requests.incrementAndGet();
      var answer = client.send(request("/api/stream"), BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        byte[] buffer = new byte[65_536];
        for (int n = in.read(buffer); n >= 0 && !over.get(); n = in.read(buffer)) {
          bytes.addAndGet(n);
        }
      }
    } catch (IOException e) {
      failed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetch(String path) {
    try {
      while (!over.get()) {
        requests.incrementAndGet();
        bytes.addAndGet(client.send(request(path), BodyHandlers.ofByteArray()).body().length);
        Thread.sleep(Duration.ofSeconds(1));
      }
    } catch (IOException e) {
      failed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The end of the load cuts what is under way, which is no failure. */
  private void failed() {
    if (!over.get()) {
      failures.incrementAndGet();
    }
  }

  private void say(String line) {
    var out = requireNonNull(spec, "set by picocli").commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
