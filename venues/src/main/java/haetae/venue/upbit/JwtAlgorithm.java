package haetae.venue.upbit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How the token of a request is signed. Upbit recommends HS512; its samples still show HS256.
 *
 * <p>Source: Upbit developer centre, "Authentication" (2026-09-01).
 */
public enum JwtAlgorithm {
  /** Recommended. */
  HS512("HmacSHA512"),
  /** Older. */
  HS256("HmacSHA256");

  private final String mac;
  private final String header;

  JwtAlgorithm(String mac) {
    this.mac = mac;
    byte[] json = ("{\"alg\":\"" + name() + "\",\"typ\":\"JWT\"}").getBytes(StandardCharsets.UTF_8);
    this.header = Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  String mac() {
    return mac;
  }

  String header() {
    return header;
  }
}
