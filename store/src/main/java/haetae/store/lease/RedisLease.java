package haetae.store.lease;

import haetae.store.redis.RedisAddress;
import haetae.store.redis.RedisException;
import haetae.store.redis.RedisLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lease in two keys of a Redis: the holder, which Redis forgets when the lease runs out, and the
 * last token, which stays. Each question is one script, and scripts run one after the other.
 *
 * <p>A Redis that forgets everything forgets the holder, too: then whoever asks first has the
 * lease, and the other one is told when it renews.
 */
public final class RedisLease implements LeaseStore {
  /** Keys: holder, token. Arguments: place, floor of the token, ttl in ms, the holder's words. */
  private static final String TAKE =
      """
      local now = redis.call('GET', KEYS[1])
      if now and string.sub(now, 1, #ARGV[1]) ~= ARGV[1] then
        return {'0', now, tostring(redis.call('PTTL', KEYS[1]))}
      end
      local last = math.max(tonumber(redis.call('GET', KEYS[2]) or '0'), tonumber(ARGV[2]))
      local token = string.format('%d', last + 1)
      redis.call('SET', KEYS[2], token)
      redis.call('SET', KEYS[1], ARGV[1] .. ARGV[4] .. token, 'PX', ARGV[3])
      return {'1', token, '0'}
      """;

  /** Keys as above. Arguments: the holder's whole text, its token, ttl in ms. */
  private static final String RENEW =
      """
      local now = redis.call('GET', KEYS[1])
      if now and now ~= ARGV[1] then
        return {'0', now, tostring(redis.call('PTTL', KEYS[1]))}
      end
      local last = tonumber(redis.call('GET', KEYS[2]) or '0')
      if not now and last > tonumber(ARGV[2]) then
        return {'0', '', '0'}
      end
      redis.call('SET', KEYS[2], ARGV[2])
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
      return {'1', ARGV[2], '0'}
      """;

  private static final String RELEASE =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"
          + " return {'1', '', '0'}";

  private static final String BREAK = "\n";

  private final RedisAddress address;
  private final List<String> keys;
  private @Nullable RedisLink link;

  /**
   * A lease that nothing was asked of yet.
   *
   * @param lease the key; its token's is {@code lease:token}
   */
  public RedisLease(RedisAddress address, String lease) {
    this.address = address;
    this.keys = List.of(lease, lease + ":token");
  }

  @Override
  public String name() {
    return "redis " + address;
  }

  @Override
  public Verdict take(Holder asker, long ttlMs) throws LeaseException {
    String floor = Long.toString(asker.token());
    List<String> answer =
        ask(TAKE, List.of(asker.place() + BREAK, floor, Long.toString(ttlMs), middle(asker)));
    return answer.getFirst().equals("1")
        ? new Verdict.Granted(asker.withToken(Long.parseLong(answer.get(1))))
        : refused(answer);
  }

  @Override
  public Verdict renew(Holder holder, long ttlMs) throws LeaseException {
    String token = Long.toString(holder.token());
    List<String> answer = ask(RENEW, List.of(text(holder), token, Long.toString(ttlMs)));
    return answer.getFirst().equals("1") ? new Verdict.Granted(holder) : refused(answer);
  }

  @Override
  public void release(Holder holder) throws LeaseException {
    ask(RELEASE, List.of(text(holder)));
  }

  private static String middle(Holder h) {
    return h.host() + BREAK + h.pid() + BREAK + h.since() + BREAK;
  }

  private static String text(Holder holder) {
    return holder.place() + BREAK + middle(holder) + holder.token();
  }

  private static Verdict refused(List<String> answer) {
    String[] parts = (answer.get(1) + BREAK.repeat(4)).split(BREAK, -1);
    long pid = parts[2].matches("\\d{1,18}") ? Long.parseLong(parts[2]) : 0;
    long token = parts[4].matches("\\d{1,18}") ? Long.parseLong(parts[4]) : 0;
    String host = parts[1].isEmpty() ? "a machine that has let go of it" : parts[1];
    Holder by = new Holder(parts[0], host, pid, parts[3], token);
    return new Verdict.Refused(by, Math.max(0, Long.parseLong(answer.get(2))));
  }

  private List<String> ask(String script, List<String> arguments) throws LeaseException {
    try {
      RedisLink open = link;
      if (open == null) {
        open = RedisLink.connect(address);
        link = open;
      }
      return open.run(script, keys, arguments);
    } catch (RedisException e) {
      close();
      throw new LeaseException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    RedisLink open = link;
    link = null;
    if (open != null) {
      open.close();
    }
  }
}
