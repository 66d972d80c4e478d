package haetae.app.dashboard;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: two tokens, the sessions they open, and how often a login may be tried.
 *
 * <p>Without any token the server is bound to loopback, and whoever reaches it is the operator. A
 * token is compared in constant time; tries are limited for each address and for all together.
 * Threads: any.
 */
final class Access {
  /** Shortest token that is taken. */
  static final int SHORTEST_TOKEN = 16;

  private static final int MOST_SESSIONS = 64;
  private static final long SESSION_NS = 12 * 3_600_000_000_000L;
  private static final long TRIES_NS = 60_000_000_000L;
  private static final int TRIES_EACH = 5;
  private static final int TRIES_ALL = 50;
  private static final int ADDRESSES = 1_000;

  private record Session(Role role, String csrf, long untilNs) {}

  /** Failed tries of one address since a time. */
  private record Tries(long sinceNs, int count) {}

  private final SecureRandom random = new SecureRandom();
  private final byte @Nullable [] operator;
  private final byte @Nullable [] viewer;
  private final LongSupplier nanoTime;
  private final Visitor local;
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Map<InetAddress, Tries> tries = new LinkedHashMap<>();
  private Tries all = new Tries(0, 0);

  /**
   * With tokens of at least {@value #SHORTEST_TOKEN} characters; null or empty for none.
   *
   * @param nanoTime monotonic clock
   */
  Access(@Nullable String operatorToken, @Nullable String viewerToken, LongSupplier nanoTime) {
    this.operator = digest(operatorToken);
    this.viewer = digest(viewerToken);
    this.nanoTime = nanoTime;
    this.local = new Visitor(Role.OPERATOR, "local operator", "", secret());
  }

  private static byte @Nullable [] digest(@Nullable String token) {
    return token == null || token.isEmpty() ? null : sha256(token);
  }

  private static byte[] sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return sha.digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** True if a visitor has to log in. */
  boolean loginNeeded() {
    return operator != null || viewer != null;
  }

  /** The role a token stands for. Both are always compared, so that time tells nothing. */
  private Role role(String token) {
    byte[] given = sha256(token);
    boolean operates = operator != null && MessageDigest.isEqual(operator, given);
    boolean views = viewer != null && MessageDigest.isEqual(viewer, given);
    return operates ? Role.OPERATOR : views ? Role.VIEWER : Role.NONE;
  }

  /** Who a request is from, by its session or, for scrapers, by the token itself. */
  synchronized Visitor visitor(String session, String bearer, InetAddress from)
      throws Refused.Stop {
    if (!loginNeeded()) {
      return local;
    }
    Session known = sessions.get(session);
    if (known != null && nanoTime.getAsLong() - known.untilNs() < 0) {
      return visitor(session, known);
    }
    sessions.remove(session);
    if (bearer.isEmpty()) {
      return Visitor.NOBODY;
    }
    Role role = attempt(bearer, from);
    // A token in a header is for reading; actions need a session and its page's token.
    return role == Role.NONE ? Visitor.NOBODY : new Visitor(Role.VIEWER, "token", "", "");
  }

  private static Visitor visitor(String id, Session session) {
    String name = session.role().name().toLowerCase(java.util.Locale.ROOT);
    return new Visitor(session.role(), name + " " + id.substring(0, 6), id, session.csrf());
  }

  /**
   * Opens a session.
   *
   * @throws Refused.Stop if the token is wrong, or there were too many tries
   */
  synchronized Visitor login(String token, InetAddress from) throws Refused.Stop {
    Role role = attempt(token, from);
    if (role == Role.NONE) {
      throw Refused.LOGIN.because("wrong token");
    }
    String id = secret();
    Session session = new Session(role, secret(), nanoTime.getAsLong() + SESSION_NS);
    sessions.put(id, session);
    if (sessions.size() > MOST_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return visitor(id, session);
  }

  private Role attempt(String token, InetAddress from) throws Refused.Stop {
    long now = nanoTime.getAsLong();
    Tries mine = current(tries.getOrDefault(from, new Tries(now, 0)), now);
    all = current(all, now);
    if (mine.count() >= TRIES_EACH || all.count() >= TRIES_ALL) {
      throw Refused.RATE.because("too many wrong tokens; try again in a minute");
    }
    Role role = role(token);
    if (role == Role.NONE) {
      tries.put(from, new Tries(mine.sinceNs(), mine.count() + 1));
      all = new Tries(all.sinceNs(), all.count() + 1);
      if (tries.size() > ADDRESSES) {
        tries.remove(tries.keySet().iterator().next());
      }
    }
    return role;
  }

  private static Tries current(Tries before, long nowNs) {
    return nowNs - before.sinceNs() >= TRIES_NS ? new Tries(nowNs, 0) : before;
  }

  /** Ends a session. */
  synchronized void logout(String session) {
    sessions.remove(session);
  }

  /** True while a visitor who came in may stay: asked now and then by streams. */
  synchronized boolean stays(Visitor visitor) {
    Session known = sessions.get(visitor.session());
    return visitor.session().isEmpty()
        || (known != null && nanoTime.getAsLong() - known.untilNs() < 0);
  }
}
