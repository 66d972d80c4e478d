package haetae.store.redis;

import java.util.List;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/** One connection to a Redis. After an exception it must be closed. Threads: one. */
public final class RedisLink implements AutoCloseable {
  private static final int TIMEOUT_MS = 1_000;

  private final Jedis jedis;

  private RedisLink(Jedis jedis) {
    this.jedis = jedis;
  }

  /**
   * A value that is forgotten after a time.
   *
   * @param seconds until then, at least 1
   */
  public record Entry(String key, String value, long seconds) {}

  /** Connects, and asks once whether it answers. */
  public static RedisLink connect(RedisAddress address) throws RedisException {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(TIMEOUT_MS)
            .socketTimeoutMillis(TIMEOUT_MS)
            .database(address.database())
            .autoNegotiateProtocol(false)
            .clientName("haetae");
    if (address.tls()) {
      config.sslOptions(SslOptions.defaults());
    }
    if (!address.user().isEmpty()) {
      config.user(address.user());
    }
    if (!address.password().isEmpty()) {
      config.password(address.password());
    }
    RedisLink link;
    try {
      link =
          new RedisLink(new Jedis(new HostAndPort(address.host(), address.port()), config.build()));
    } catch (JedisException e) {
      throw failed(e);
    }
    try {
      link.ping();
      return link;
    } catch (RedisException e) {
      link.close();
      throw e;
    }
  }

  /** Waits for an answer. */
  public void ping() throws RedisException {
    try {
      jedis.ping();
    } catch (JedisException e) {
      throw failed(e);
    }
  }

  /** Writes values in one go, and waits until Redis has taken all. */
  public void write(List<Entry> entries) throws RedisException {
    try (Pipeline pipeline = jedis.pipelined()) {
      for (Entry entry : entries) {
        pipeline.set(entry.key(), entry.value(), SetParams.setParams().ex(entry.seconds()));
      }
      for (Object answer : pipeline.syncAndReturnAll()) {
        if (answer instanceof JedisException refused) {
          throw failed(refused);
        }
      }
    } catch (JedisException e) {
      throw failed(e);
    }
  }

  /**
   * Runs a script, which nothing else comes between.
   *
   * @return its answer, which must be a list of texts
   */
  public List<String> run(String script, List<String> keys, List<String> arguments)
      throws RedisException {
    try {
      return ((List<?>) jedis.eval(script, keys, arguments)).stream().map(String::valueOf).toList();
    } catch (JedisException e) {
      throw failed(e);
    }
  }

  private static RedisException failed(JedisException e) {
    String why = e.getMessage();
    return new RedisException(why == null ? e.getClass().getSimpleName() : why, e);
  }

  @Override
  public void close() {
    jedis.close();
  }
}
