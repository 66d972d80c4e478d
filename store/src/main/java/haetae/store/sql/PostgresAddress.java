package haetae.store.sql;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a PostgreSQL database is. Printed without its password.
 *
 * @param password as in the address, empty if there is none
 * @param sslMode as libpq names it: disable, prefer, require, verify-ca, verify-full
 */
public record PostgresAddress(
    String host, int port, String database, String user, String password, String sslMode) {
  private static final int PORT = 5432;

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=require}; what is left out
   * is localhost, 5432, arbitrage, arbitrage, no password and prefer.
   *
   * @throws IllegalArgumentException if it is no such address; its message has no password
   */
  public static PostgresAddress of(String dsn) {
    URI uri;
    try {
      uri = URI.create(dsn);
    } catch (IllegalArgumentException e) {
      // Its message repeats the address, and with it the password.
      throw wrong();
    }
    String scheme = uri.getScheme();
    if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
      throw wrong();
    }
    String info = uri.getRawUserInfo() == null ? "arbitrage" : uri.getRawUserInfo();
    int colon = info.indexOf(':');
    String path = uri.getPath() == null ? "" : uri.getPath();
    return new PostgresAddress(
        uri.getHost() == null ? "localhost" : uri.getHost(),
        uri.getPort() < 0 ? PORT : uri.getPort(),
        path.length() > 1 ? path.substring(1) : "arbitrage",
        decoded(colon < 0 ? info : info.substring(0, colon)),
        colon < 0 ? "" : decoded(info.substring(colon + 1)),
        sslMode(uri.getQuery() == null ? "" : uri.getQuery()));
  }

  private static String sslMode(String query) {
    String mode = "prefer";
    for (String part : query.split("&", -1)) {
      if (part.startsWith("sslmode=")) {
        mode = part.substring("sslmode=".length());
      } else if (!part.isEmpty()) {
        throw new IllegalArgumentException("of its parameters only sslmode is understood");
      }
    }
    return mode;
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException("must look like postgresql://user@host:5432/database");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }
}
