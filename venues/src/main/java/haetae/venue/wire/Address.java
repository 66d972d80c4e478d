package haetae.venue.wire;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where a server is: host, port, and whether the connection is encrypted.
 *
 * <p>Plain connections are allowed to the loopback address alone, for tests and the sandbox.
 */
public record Address(String host, int port, boolean encrypted) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /**
   * The server of an address with scheme {@code https}, {@code wss}, {@code http} or {@code ws}.
   *
   * @throws IllegalArgumentException if the scheme is another, or plain and not loopback
   */
  public static Address of(URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    boolean encrypted = scheme.equals("https") || scheme.equals("wss");
    boolean plain = scheme.equals("http") || scheme.equals("ws");
    String host = uri.getHost();
    if (host == null || !(encrypted || plain)) {
      throw new IllegalArgumentException("not an https or wss address: " + uri.getRawPath());
    }
    if (plain && !loopback(host)) {
      throw new IllegalArgumentException(
          "keys must not travel unencrypted: use "
              + (scheme.equals("ws") ? "wss" : "https")
              + " for "
              + host);
    }
    int port = uri.getPort() > 0 ? uri.getPort() : encrypted ? HTTPS : HTTP;
    return new Address(host, port, encrypted);
  }

  private static boolean loopback(String host) {
    if (!host.equals("localhost") && !Character.isDigit(host.charAt(0)) && host.charAt(0) != '[') {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Value of the Host header. */
  public String hostHeader() {
    boolean usual = port == (encrypted ? HTTPS : HTTP);
    return usual ? host : host + ":" + port;
  }
}
