package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import haetae.app.ServiceRun.Outcome;
import haetae.app.ServiceRun.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./haetae supervise} over the real service. */
@Timeout(300)
class SuperviseCommandTest {
  private static final Pattern CHILD = Pattern.compile("the service is process (\\d+)");

  @TempDir private Path temp;
  private final List<Running> started = new ArrayList<>();

  @AfterEach
  void leaveNoneBehind() throws IOException {
    for (Running running : started) {
      children(running)
          .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      running.process().destroyForcibly();
    }
  }

  private static List<Long> children(Running running) throws IOException {
    Matcher child = CHILD.matcher(Files.readString(running.out()));
    List<Long> pids = new ArrayList<>();
    while (child.find()) {
      pids.add(Long.parseLong(child.group(1)));
    }
    return pids;
  }

  private Running start(ServiceRun run, Map<String, String> environment) throws Exception {
    Running running =
        run.start(Main.class, environment, "supervise", "--", "run", "--mock", "--interval", "0.3");
    started.add(running);
    running.awaitOutput("[METRICS]");
    return running;
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  @Test
  void shouldStartTheServiceAgainWhenItIsKilledAndWhenItHangs() throws Exception {
    ServiceRun run = new ServiceRun(temp).with("supervise: {hung_after_sec: 10, backoff_sec: 0.1}");
    Running running = start(run, Map.of());

    signal("KILL", children(running).getLast());
    running.awaitOutput("the bot runs again, in its life 2");
    signal("STOP", children(running).getLast());
    running.awaitOutput("the bot runs again, in its life 3");
    running.signal("TERM");

    Outcome end = running.end();
    assertThat(end.code()).as(end.all()).isEqualTo(143);
    assertThat(end.out())
        .contains("the bot died: exit code 137 (signal 9); restart 1 of 5")
        .contains("the bot died: killed, no sign of life for 10 s while it runs")
        .contains("Shutting down: signal 15", "Stopped, exit code 143", "not started again");
    assertThat(children(running)).hasSize(3);
    assertThat(children(running)).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
    assertThat(run.log("supervise/supervise.log"))
        .contains("the bot died", "[arbitrage.supervise]");
  }

  @Test
  void shouldTellTheOperatorThatTheBotIsDead() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    hook.start();
    try {
      String url = "http://127.0.0.1:" + hook.getAddress().getPort() + "/s3cretHook";
      ServiceRun run =
          new ServiceRun(temp)
              .with("supervise: {max_restarts: 0}")
              .with("alert: {webhook: {enabled: true}}");
      Running running = start(run, Map.of("HAETAE_WEBHOOK_URL", url));

      signal("KILL", children(running).getLast());

      Outcome end = running.end();
      assertThat(end.code()).as(end.all()).isEqualTo(1);
      assertThat(end.all()).doesNotContain("s3cretHook");
      assertThat(told)
          .anySatisfy(text -> assertThat(text).contains("CRITICAL", "the bot is dead: exit code"));
    } finally {
      hook.stop(0);
    }
  }

  @Test
  void shouldRefuseWhatItCannotSupervise() {
    Outcome other = ServiceRun.main(Map.of(), "supervise", "--", "sandbox");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("only run can be supervised");

    Outcome bad =
        ServiceRun.main(Map.of(), "supervise", "--", "run", "--config", temp + "/missing.yml");
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).contains("no such file");
  }
}
