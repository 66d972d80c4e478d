package haetae.app.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.app.ServiceRun;
import haetae.app.lease.Lease.State;
import haetae.store.lease.Holder;
import haetae.store.lease.LeaseStore;
import haetae.store.lease.PostgresLease;
import haetae.store.lease.RedisLease;
import haetae.store.lease.Verdict;
import haetae.store.redis.RedisAddress;
import haetae.store.sql.Database;
import haetae.store.sql.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A lease in a real PostgreSQL and in a real Redis, which are stopped and started again. */
class KeptLeaseTest {
  /** Long enough for a slow machine to renew in time. */
  private static final long TTL_MS = 6_000;

  @TempDir private static Path data;
  private static EmbeddedPostgres postgres;
  private static int postgresPort;
  private static RedisServer redis;
  private static int redisPort;

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private int leases;

  enum Kind {
    POSTGRES,
    REDIS
  }

  @BeforeAll
  static void start() throws IOException {
    try {
      postgresPort = port();
      startPostgres();
      redisPort = port();
      startRedis();
    } catch (IOException | RuntimeException e) {
      Assumptions.abort("no PostgreSQL or no Redis can be started on this machine: " + e);
    }
  }

  private static int port() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static void startPostgres() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(postgresPort)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("fsync", "off")
            .start();
  }

  private static void startRedis() throws IOException {
    redis =
        RedisServer.newRedisServer().port(redisPort).bind("127.0.0.1").setting("save \"\"").build();
    redis.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
    if (redis != null) {
      redis.stop();
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private static void stop(Kind kind) throws IOException {
    switch (kind) {
      case POSTGRES -> postgres.close();
      case REDIS -> redis.stop();
    }
  }

  private static void start(Kind kind) throws IOException {
    switch (kind) {
      case POSTGRES -> startPostgres();
      case REDIS -> startRedis();
    }
  }

  private LeaseStore store(Kind kind, String lease) {
    LeaseStore store =
        switch (kind) {
          case POSTGRES -> {
            String dsn = "postgresql://postgres@127.0.0.1:" + postgresPort + "/postgres";
            Database database = Database.postgres(PostgresAddress.of(dsn), "", "leases");
            yield new PostgresLease(database, lease, 2_000);
          }
          case REDIS ->
              new RedisLease(
                  RedisAddress.of("redis://127.0.0.1:" + redisPort + "/0"), "arb:lease:" + lease);
        };
    open.add(store);
    return store;
  }

  private KeptLease take(Kind kind, String lease, long ttlMs) throws Exception {
    FileLease here = FileLease.take(folder.resolve("machine" + leases++), "live");
    try {
      KeptLease kept = KeptLease.take(here, store(kind, lease), ttlMs);
      open.add(kept);
      return kept;
    } catch (LeaseRefused e) {
      here.close();
      throw e;
    }
  }

  private static Holder holder(String place, long token) {
    return new Holder(place, "far", 7, "2026-01-01T00:00:00Z", token);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBelongToOneAndSayToWhom(Kind kind) throws Exception {
    KeptLease first = take(kind, "one", TTL_MS);

    assertThat(first.state()).isEqualTo(State.HELD);
    assertThatThrownBy(() -> take(kind, "one", TTL_MS))
        .isInstanceOf(LeaseRefused.class)
        .hasMessageContaining("already running by process " + ProcessHandle.current().pid())
        .hasMessageContaining(", since 20")
        .hasMessageContaining(", token " + first.token() + " (lease in ");
    long before = first.token();
    first.close();

    KeptLease second = take(kind, "one", TTL_MS);
    assertThat(second.token()).isGreaterThan(before);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeTakenOverWhenItsHolderIsGone(Kind kind) throws Exception {
    LeaseStore dead = store(kind, "gone");
    assertThat(dead.take(holder("elsewhere", 40), 1_000))
        .isEqualTo(new Verdict.Granted(holder("elsewhere", 41)));

    KeptLease next = take(kind, "gone", TTL_MS);

    assertThat(next.token()).isEqualTo(42);
    assertThat(dead.renew(holder("elsewhere", 41), 1_000)).isInstanceOf(Verdict.Refused.class);
    dead.release(holder("elsewhere", 41));
    assertThat(next.state()).isEqualTo(State.HELD);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeTakenOverAtOnceInTheSamePlace(Kind kind) throws Exception {
    LeaseStore store = store(kind, "place");
    store.take(holder("here", 0), 3_600_000);

    assertThat(store.take(holder("here", 0), 3_600_000))
        .isEqualTo(new Verdict.Granted(holder("here", 2)));
    assertThat(store.take(holder("there", 0), 3_600_000)).isInstanceOf(Verdict.Refused.class);
  }

  @ParameterizedTest
  @EnumSource
  void shouldLapseWhileItsStoreIsAwayAndHealAfterwards(Kind kind) throws Exception {
    KeptLease lease = take(kind, "away", TTL_MS);

    stop(kind);
    try {
      ServiceRun.await("the lease lapses", () -> lease.state() == State.LAPSED);
      assertThat(lease.words()).contains("not renewed in time, another may have it (");
    } finally {
      start(kind);
    }

    ServiceRun.await("the lease heals", () -> lease.state() == State.HELD);
    assertThat(lease.words()).doesNotContain("not renewed");
  }

  @ParameterizedTest
  @EnumSource
  void shouldKnowWhenSomebodyElseHasIt(Kind kind) throws Exception {
    KeptLease lease = take(kind, "lost", TTL_MS);
    expire(kind, "lost");
    assertThat(store(kind, "lost").take(holder("elsewhere", 0), 3_600_000))
        .isEqualTo(new Verdict.Granted(holder("elsewhere", lease.token() + 1)));

    ServiceRun.await("it is told", () -> lease.state() == State.TAKEN);

    assertThat(lease.words()).contains("taken over by process 7 on far", "token 2");
  }

  private void expire(Kind kind, String lease) throws Exception {
    switch (kind) {
      case POSTGRES -> {
        try (var connection = postgres.getPostgresDatabase().getConnection();
            var statement = connection.createStatement()) {
          statement.executeUpdate(
              "update leases.haetae_lease set expires = now() where name = '" + lease + "'");
        }
      }
      case REDIS -> {
        try (Jedis jedis = new Jedis("127.0.0.1", redisPort)) {
          jedis.del("arb:lease:" + lease);
        }
      }
    }
  }

  @Test
  void shouldRefuseWhenItsStoreIsNotThere() throws Exception {
    int nobody = port();
    LeaseStore store =
        new RedisLease(RedisAddress.of("redis://:s3cret@127.0.0.1:" + nobody + "/0"), "x");
    try (FileLease here = FileLease.take(folder, "live")) {
      assertThatThrownBy(() -> KeptLease.take(here, store, TTL_MS))
          .isInstanceOf(LeaseRefused.class)
          .hasMessageContaining("redis 127.0.0.1:" + nobody + "/0 does not give it")
          .hasMessageNotContaining("s3cret");
    }
  }
}
