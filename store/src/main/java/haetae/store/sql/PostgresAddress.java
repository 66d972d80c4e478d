package haetae.store.sql;

import haetae.store.ServerAddress;

/**
 * Where a PostgreSQL database is. Printed without its password.
 *
 * @param password as in the address, empty if there is none
 * @param sslMode as libpq names it: disable, prefer, require, verify-ca, verify-full
 */
public record PostgresAddress(
    String host, int port, String database, String user, String password, String sslMode) {
  private static final int PORT = 5432;
  private static final String EXAMPLE = "postgresql://user@host:5432/database";

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=require}; what is left out
   * is localhost, 5432, arbitrage, arbitrage, no password and prefer.
   *
   * @throws IllegalArgumentException if it is no such address; its message has no password
   */
  public static PostgresAddress of(String dsn) {
    ServerAddress parts = ServerAddress.of(dsn, "postgres(ql)?", PORT, EXAMPLE);
    return new PostgresAddress(
        parts.host(),
        parts.port(),
        parts.path().isEmpty() ? "arbitrage" : parts.path(),
        parts.user().isEmpty() ? "arbitrage" : parts.user(),
        parts.password(),
        sslMode(parts.query()));
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

  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }
}
