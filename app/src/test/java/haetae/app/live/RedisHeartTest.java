package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.app.ServiceRun;
import haetae.app.ServiceRun.Outcome;
import haetae.ops.health.HealthState;
import haetae.store.redis.RedisAddress;
import haetae.store.redis.RedisLink.Entry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** Heartbeat and prices on a real Redis, which is stopped and started again. */
class RedisHeartTest {
  private static final String PASSWORD = "s3cretRedis";
  private static RedisServer server;
  private static int port;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try {
      launch();
    } catch (IOException | RuntimeException e) {
      Assumptions.abort("no Redis can be started on this machine: " + e);
    }
  }

  private static void launch() throws IOException {
    server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("requirepass " + PASSWORD)
            .build();
    server.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.stop();
    }
  }

  private static Jedis client() {
    Jedis jedis = new Jedis("127.0.0.1", port);
    jedis.auth(PASSWORD);
    return jedis;
  }

  @Test
  void shouldKnowAtOnceWhenRedisIsGoneAndWhenItIsBack() throws Exception {
    RedisAddress address =
        RedisAddress.of("redis://127.0.0.1:" + port + "/0").withPassword(PASSWORD);
    RedisHeart heart = new RedisHeart(address, () -> List.of(new Entry("a:b", "c", 60)));
    assertThat(heart.fresh()).isFalse();
    heart.start();
    ServiceRun.await("Redis answers", heart::fresh);
    try (Jedis jedis = client()) {
      assertThat(jedis.get("a:b")).isEqualTo("c");
      assertThat(jedis.ttl("a:b")).isBetween(1L, 60L);
    }

    server.stop();
    ServiceRun.await("Redis is gone", () -> !heart.fresh());
    assertThat(heart.health().state()).isEqualTo(HealthState.ERROR);
    launch();

    ServiceRun.await("Redis is back", heart::fresh);
    assertThat(heart.health().state()).isEqualTo(HealthState.OK);
    assertThat(heart.ageMs()).isLessThan(3_000);
    heart.stop(5_000);
  }

  @Test
  void shouldWriteHeartbeatStatusAndPricesOfARun() throws Exception {
    ServiceRun service =
        new ServiceRun(folder)
            .with("redis: {enabled: true, url: \"redis://127.0.0.1:" + port + "/0\"}");

    Outcome outcome =
        service.inProcess(
            Map.of("HAETAE_REDIS_PASSWORD", PASSWORD),
            "run",
            "--mode",
            "mock",
            "--loops",
            "8",
            "--interval",
            "0.5");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    assertThat(outcome.out()).contains("[REDIS] 127.0.0.1:" + port + "/0 answers");
    assertThat(outcome.all() + service.log("live.log")).doesNotContain(PASSWORD);
    assertThat(service.log("watchdog.log")).doesNotContain("WARN");
    try (Jedis jedis = client()) {
      assertThat(jedis.get("arb:heartbeat:bot_service")).matches("20\\d\\d-.*T.*Z");
      assertThat(jedis.get("arb:fx:usdkrw")).matches("1\\d{3}(\\.\\d+)?");
      assertThat(jedis.ttl("arb:fx:usdkrw")).isBetween(1L, 60L);
      assertThat(jedis.get("arb:status")).contains("\"mode\":\"mock\"", "\"live\":false");
      assertThat(jedis.get("arb:spread:BTC"))
          .contains("\"symbol\":\"BTC\"", "\"usdt_krw\":1")
          .containsPattern("\"premium_pct\":-?\\d+\\.\\d{4}}");
      assertThat(jedis.ttl("arb:spread:BTC")).isBetween(1L, 60L);
    }
    Outcome wrong = service.inProcess(Map.of("HAETAE_REDIS_PASSWORD", "wrongPassword"), "health");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).contains("REDIS", "ERROR").doesNotContain("wrongPassword");
    Outcome right = service.inProcess(Map.of("HAETAE_REDIS_PASSWORD", PASSWORD), "health");
    assertThat(right.out())
        .containsPattern("STORAGE.*OK.*tables of version 1")
        .contains("answered");
  }

  @Test
  void shouldReadAddressesWithoutTellingTheirPassword() {
    RedisAddress address = RedisAddress.of("rediss://u:s%40crt@h/3");

    assertThat(address).isEqualTo(new RedisAddress("h", 6379, 3, "u", "s@crt", true));
    assertThat(address.toString()).isEqualTo("h:6379/3");
    assertThatThrownBy(() -> RedisAddress.of("redis://:secret@bad host"))
        .hasMessage("must look like redis://host:6379/0");
  }
}
