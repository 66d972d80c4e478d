package haetae.store.redis;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a Redis is. Printed without its password.
 *
 * @param database its number, from 0
 * @param user empty for the default one
 * @param password as in the address, empty if there is none
 * @param tls the connection is encrypted ({@code rediss})
 */
public record RedisAddress(
    String host, int port, int database, String user, String password, boolean tls) {
  private static final int PORT = 6379;

  /**
   * Reads {@code redis://user:password@host:6379/0}; what is left out is localhost, 6379 and 0.
   *
   * @throws IllegalArgumentException if it is no such address; its message has no password
   */
  public static RedisAddress of(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      // Its message repeats the address, and with it the password.
      throw wrong();
    }
    String scheme = String.valueOf(uri.getScheme());
    String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    if (!scheme.matches("rediss?") || !path.matches("\\d{0,4}")) {
      throw wrong();
    }
    String info = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = info.indexOf(':');
    return new RedisAddress(
        uri.getHost() == null ? "localhost" : uri.getHost(),
        uri.getPort() < 0 ? PORT : uri.getPort(),
        path.isEmpty() ? 0 : Integer.parseInt(path),
        decoded(colon < 0 ? info : info.substring(0, colon)),
        colon < 0 ? "" : decoded(info.substring(colon + 1)),
        scheme.equals("rediss"));
  }

  /** The same with another password, unless that is empty. */
  public RedisAddress withPassword(String other) {
    return other.isEmpty() ? this : new RedisAddress(host, port, database, user, other, tls);
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException("must look like redis://host:6379/0");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }
}
