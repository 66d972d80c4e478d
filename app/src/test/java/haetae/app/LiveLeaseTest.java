package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Outcome;
import haetae.app.ServiceRun.Running;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.ScenarioReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** One service at a time trades an account, also with data folders of their own. */
class LiveLeaseTest {
  private static final Map<String, String> LIVE = Map.of("LIVE_TRADING", "1");

  @TempDir private Path folder;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private ServiceRun service(String name, Sandbox sandbox, int redis) throws IOException {
    Path home = Files.createDirectory(folder.resolve(name));
    Path confirm = Files.createFile(home.resolve("confirmed"));
    return SandboxService.in(home, sandbox, "sandbox-upbit-secret", confirm)
        .with("redis: {enabled: true, url: \"redis://127.0.0.1:" + redis + "/0\"}")
        .with("lease: {ttl_sec: 6}");
  }

  @Test
  void shouldRefuseTheSecondAndEndTheFirstWhenItsLeaseIsTaken() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    RedisServer redis = redis(port);
    Path scenario = Files.writeString(folder.resolve("scenario.yml"), SandboxService.CALM);
    try (Sandbox sandbox =
        Sandbox.start(ScenarioReader.read(scenario), Ports.any(), failures::add)) {
      Running first =
          service("first", sandbox, port)
              .start(Main.class, LIVE, "run", "--mode", "live", "--interval", "0.3");
      first.awaitOutput("arbitrage.position] [POSITION] Trade opened");
      assertThat(first.out()).content().containsPattern("Order placed: h\\w+f1-1-e1-1 ");

      Outcome second =
          service("second", sandbox, port)
              .inProcess(LIVE, "run", "--mode", "live", "--loops", "3", "--interval", "0.3");

      assertThat(second.code()).as(second.all()).isEqualTo(1);
      assertThat(second.err())
          .contains("mode live is already running by process " + first.process().pid() + " on ")
          .contains("token 1 (lease in redis 127.0.0.1:" + port + "/0)");
      try (Jedis jedis = new Jedis("127.0.0.1", port)) {
        jedis.set("arb:lease:live", "elsewhere\nfar\n7\n2026-01-01T00:00:00Z\n9");
      }
      Outcome end = first.end();
      assertThat(end.code()).as(end.all()).isEqualTo(1);
      assertThat(end.out())
          .contains("taken over by process 7 on far", "Trading HALTED", "Shutting down: the lease");
    } finally {
      redis.stop();
    }
    assertThat(failures).isEmpty();
  }

  private static RedisServer redis(int port) {
    try {
      RedisServer server =
          RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
      server.start();
      return server;
    } catch (IOException | RuntimeException e) {
      return Assumptions.abort("no Redis can be started on this machine: " + e);
    }
  }
}
