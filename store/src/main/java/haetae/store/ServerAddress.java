package haetae.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The parts of an address like {@code scheme://user:password@host:port/path?query}. Printed without
 * its password.
 *
 * @param user decoded, empty if it is left out
 * @param password decoded, empty if it is left out
 * @param path without the slash at its beginning, empty if it is left out
 * @param query empty if it is left out
 */
public record ServerAddress(
    String scheme, String host, int port, String user, String password, String path, String query) {
  /**
   * Reads an address; a host that is left out is localhost.
   *
   * @param schemes regular expression of those that will do
   * @param port used if it is left out
   * @param example shown to whoever gave something else
   * @throws IllegalArgumentException if it is no such address; its message has no password
   */
  public static ServerAddress of(String text, String schemes, int port, String example) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      // Its message repeats the address, and with it the password.
      throw wrong(example);
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.matches(schemes)) {
      throw wrong(example);
    }
    String info = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = info.indexOf(':');
    return new ServerAddress(
        scheme,
        uri.getHost() == null ? "localhost" : uri.getHost(),
        uri.getPort() < 0 ? port : uri.getPort(),
        decoded(colon < 0 ? info : info.substring(0, colon)),
        colon < 0 ? "" : decoded(info.substring(colon + 1)),
        uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", ""),
        uri.getQuery() == null ? "" : uri.getQuery());
  }

  /** To throw for what is no such address. */
  public static IllegalArgumentException wrong(String example) {
    return new IllegalArgumentException("must look like " + example);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + path;
  }
}
