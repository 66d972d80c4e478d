package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.ops.health.HealthCheck;
import haetae.ops.health.HealthState;
import haetae.ops.log.Loggers;
import haetae.ops.metrics.Metric;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.store.redis.RedisAddress;
import haetae.store.redis.RedisException;
import haetae.store.redis.RedisLink;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Redis beside a run: heartbeat, status and prices for others, and the guard's condition. */
final class RedisPart implements Part {
  private static final Logger LOG = Loggers.of("redis");
  private static final String PASSWORD = "HAETAE_REDIS_PASSWORD";
  private static final long STOP_MS = 3_000;
  private static final long US = 1_000;

  private final RedisAddress address;
  private final RedisHeart heart;
  private final AtomicLong aliveMs = new AtomicLong(System.currentTimeMillis());

  RedisPart(ServiceView view) {
    HaetaeConfig.Redis redis = view.config().redis();
    this.address = address(view.config(), view.secrets());
    RedisKeys keys =
        new RedisKeys(
            redis.prefix(),
            redis.healthTtlSeconds(),
            view.engine().pairs(),
            view.notes().touches());
    String mode = view.options().mode();
    this.heart =
        new RedisHeart(address, () -> keys.entries(mode, view.host().snapshot(), aliveMs.get()));
    view.cycles().listen(_ -> aliveMs.set(System.currentTimeMillis()));
    view.guard().redisFresh(heart::fresh);
  }

  /** Where Redis is. */
  static RedisAddress address(HaetaeConfig config, Secrets secrets) {
    return RedisAddress.of(config.redis().url()).withPassword(secrets.get(PASSWORD).orElse(""));
  }

  @Override
  public String name() {
    return "Redis";
  }

  @Override
  public void start() {
    heart.start();
    LOG.info("[REDIS] heartbeat to {}", address);
  }

  @Override
  public void stop() throws InterruptedException {
    heart.stop(STOP_MS);
  }

  @Override
  public List<HealthCheck> health() {
    return List.of(HealthCheck.of("HEARTBEAT", heart::health));
  }

  @Override
  public void measure(MetricsSnapshot.Builder metrics) {
    metrics.set(Metric.REDIS_HEARTBEAT_AGE_MS, (double) heart.ageMs());
  }

  /** One look at Redis, for the health report. */
  static HealthCheck.Result look(HaetaeConfig config, Secrets secrets) {
    if (!config.redis().enabled()) {
      return new HealthCheck.Result(HealthState.DISABLED, "redis.enabled: false");
    }
    RedisAddress address = address(config, secrets);
    try (RedisLink link = RedisLink.connect(address)) {
      long begin = System.nanoTime();
      link.ping();
      long took = (System.nanoTime() - begin) / US;
      return new HealthCheck.Result(HealthState.OK, address + " answered in " + took + " us");
    } catch (RedisException e) {
      return new HealthCheck.Result(HealthState.ERROR, address + ": " + e.getMessage());
    }
  }
}
