package haetae.store.redis;

import haetae.store.ServerAddress;

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
  private static final String EXAMPLE = "redis://host:6379/0";

  /**
   * Reads {@code redis://user:password@host:6379/0}; what is left out is localhost, 6379 and 0.
   *
   * @throws IllegalArgumentException if it is no such address; its message has no password
   */
  public static RedisAddress of(String url) {
    ServerAddress parts = ServerAddress.of(url, "rediss?", PORT, EXAMPLE);
    if (!parts.path().matches("\\d{0,4}")) {
      throw ServerAddress.wrong(EXAMPLE);
    }
    return new RedisAddress(
        parts.host(),
        parts.port(),
        parts.path().isEmpty() ? 0 : Integer.parseInt(parts.path()),
        parts.user(),
        parts.password(),
        parts.scheme().equals("rediss"));
  }

  /** The same with another password, unless that is empty. */
  public RedisAddress withPassword(String other) {
    return other.isEmpty() ? this : new RedisAddress(host, port, database, user, other, tls);
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }
}
