package haetae.sandbox.auth;

import java.util.List;

/**
 * A key of a client.
 *
 * @param venue {@code upbit} or {@code binance}
 * @param access the public part, sent with each request
 * @param secret the shared secret of HMAC; empty for an Ed25519 key
 * @param ed25519 public key, Base64 of its X.509 form; empty for an HMAC key
 * @param permissions what it may do, in the venue's words of docs/sandbox.md
 */
public record ApiKey(
    String venue, String access, String secret, String ed25519, List<String> permissions) {
  /** Checks that it can be used. */
  public ApiKey {
    if (!venue.equals("upbit") && !venue.equals("binance")) {
      throw new IllegalArgumentException("venue must be upbit or binance, not " + venue);
    }
    if (access.isEmpty() || secret.isEmpty() == ed25519.isEmpty()) {
      throw new IllegalArgumentException("a key needs access, and either secret or ed25519");
    }
    permissions = List.copyOf(permissions);
  }

  /** True if it may do something. */
  public boolean may(String permission) {
    return permissions.contains(permission);
  }

  /** Never shows a secret. */
  @Override
  public String toString() {
    return venue + " key";
  }
}
