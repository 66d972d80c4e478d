package haetae.app.dashboard;

import com.sun.net.httpserver.HttpServer;
import haetae.ops.log.Loggers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The operator's desk: page, stream, metrics and health on one port.
 *
 * <p>A port that cannot be opened does not stop the service: it is told once and tried again every
 * few seconds. Without a token the desk is bound to loopback, whatever host is configured. Threads:
 * one of its own for frames, a virtual one for each request; none of them is waited for by others.
 */
public final class Dashboard implements AutoCloseable {
  private static final Logger LOG = Loggers.of("desk");
  private static final int LAST_ANSWERS_SEC = 2;
  private static final long FRAME_NS = 250_000_000L;
  private static final long RETRY_NS = 10_000_000_000L;
  private static final int BACKLOG = 64;

  /**
   * How the desk is reached.
   *
   * @param metricsPath address of the metrics, {@code /metrics}
   * @param allowedHosts further names it is reached by, of a proxy for example
   * @param operatorToken null or empty for none
   * @param viewerToken null or empty for none
   * @param audit where each action is written
   */
  public record Settings(
      boolean enabled,
      String host,
      int port,
      String metricsPath,
      List<String> allowedHosts,
      @Nullable String operatorToken,
      @Nullable String viewerToken,
      AuditTrail audit) {
    /** Takes a copy of the list. */
    public Settings {
      allowedHosts = List.copyOf(allowedHosts);
    }

    private boolean tokens() {
      return !(empty(operatorToken) && empty(viewerToken));
    }

    private String tooShort() {
      boolean operator = short_(operatorToken);
      return operator ? "HAETAE_OPERATOR_TOKEN" : short_(viewerToken) ? "HAETAE_VIEWER_TOKEN" : "";
    }

    private static boolean empty(@Nullable String token) {
      return token == null || token.isEmpty();
    }

    private static boolean short_(@Nullable String token) {
      return token != null && !token.isEmpty() && token.length() < Access.SHORTEST_TOKEN;
    }

    @Override
    public String toString() {
      return "Settings[" + host + ":" + port + "]";
    }
  }

  private final Settings settings;
  private final DeskSources sources;
  private final Controls controls;
  private final DeskCounters counters = new DeskCounters();
  private final PremiumHistory history = new PremiumHistory();
  private final AuditTrail audit;
  private final Readiness readiness;
  private final StatusJson status;
  private final StreamHub hub;
  private final Thread thread = Thread.ofPlatform().daemon().name("desk").unstarted(this::run);
  private @Nullable ExecutorService requests;
  private @Nullable HttpServer server;
  private volatile String address = "";
  private volatile String fault = "not started";
  private volatile boolean closed;

  /** A desk that has not been opened. */
  public Dashboard(Settings settings, DeskSources sources, Controls controls) {
    this.settings = settings;
    this.sources = sources;
    this.controls = controls;
    this.audit = settings.audit();
    this.readiness = new Readiness(sources);
    this.status = new StatusJson(sources, readiness, audit);
    this.hub = new StreamHub(status::bytes, counters);
  }

  /** Opens the desk, or says why it stays closed. Never fails. */
  public void start() {
    if (!settings.enabled()) {
      fault = "disabled";
      LOG.info("[DESK] disabled (metrics_server.enabled)");
      return;
    }
    open();
    thread.start();
  }

  private void open() {
    String before = fault;
    String weak = settings.tooShort();
    if (!weak.isEmpty()) {
      fault = weak + " has fewer than " + Access.SHORTEST_TOKEN + " characters";
    } else {
      try {
        bind();
        return;
      } catch (IOException | IllegalArgumentException e) {
        fault = settings.host() + ":" + settings.port() + " cannot be opened: " + e.getMessage();
      }
    }
    if (!fault.equals(before)) {
      LOG.warn("[DESK] {}; no page and no metrics, trading goes on", fault);
    }
  }

  private void bind() throws IOException {
    InetAddress wanted = InetAddress.getAllByName(settings.host())[0];
    boolean loopback = wanted.isLoopbackAddress();
    if (!loopback && !settings.tokens()) {
      LOG.warn(
          "[DESK] metrics_server.host {} needs HAETAE_OPERATOR_TOKEN or HAETAE_VIEWER_TOKEN;"
              + " open on this machine only",
          settings.host());
      wanted = InetAddress.getLoopbackAddress();
      loopback = true;
    }
    limits();
    HttpServer opened = HttpServer.create(new InetSocketAddress(wanted, settings.port()), BACKLOG);
    Access access = new Access(settings.operatorToken(), settings.viewerToken(), System::nanoTime);
    int port = opened.getAddress().getPort();
    opened.createContext("/", front(access, loopback, "haetae_" + port));
    requests = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-", 0).factory());
    opened.setExecutor(requests);
    opened.start();
    server = opened;
    fault = "";
    String name = loopback ? "127.0.0.1" : wanted.getHostAddress();
    address = "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port + "/";
    LOG.info("[DESK] page and metrics at {}", address);
  }

  /** Bounds of the JDK's server, which reads them once: slow and idle visitors are let go. */
  private static void limits() {
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
    System.setProperty("sun.net.httpserver.idleInterval", "30");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("jdk.httpserver.maxConnections", "256");
  }

  private Front front(Access access, boolean loopback, String cookie) {
    Exposition exposition = new Exposition(sources, readiness, counters);
    Site site = new Site(access, readiness, audit, counters, hub);
    Map<String, Route> routes =
        new LinkedHashMap<>(
            site.looking(
                status, exposition, new Lists(sources, audit), history, settings.metricsPath()));
    routes.putAll(site.acting(new Actions(controls, audit, counters)));
    Gate gate = new Gate(loopback, settings.allowedHosts());
    return new Front(gate, access, routes, counters, audit, cookie);
  }

  private void run() {
    long retryNs = System.nanoTime() + RETRY_NS;
    while (!closed) {
      if (address.isEmpty() && System.nanoTime() - retryNs >= 0) {
        retryNs = System.nanoTime() + RETRY_NS;
        open();
      }
      try {
        history.take(sources.engine().get().view(), System.currentTimeMillis());
        hub.tick();
      } catch (RuntimeException e) {
        // The one place where this thread's failures end: the next frame may be whole again.
        LOG.error("[DESK] frame failed", e);
      }
      LockSupport.parkNanos(FRAME_NS);
    }
  }

  /** Where the page is, with a slash at the end; empty while it is closed. */
  public String address() {
    return address;
  }

  /** Why the page is closed, empty while it is open. */
  public String fault() {
    return fault;
  }

  /** Lets all visitors go. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    hub.close();
    if (server != null) {
      server.stop(0);
    }
    if (requests != null) {
      end(requests);
    }
    address = "";
  }

  /** An action that is under way comes into the audit trail; an interrupt would cut it off. */
  private static void end(ExecutorService requests) {
    requests.shutdown();
    try {
      if (!requests.awaitTermination(LAST_ANSWERS_SEC, TimeUnit.SECONDS)) {
        LOG.warn("[DESK] requests are still under way at the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    requests.shutdownNow();
  }
}
