package haetae.venue.upbit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import haetae.venue.wire.Params;
import haetae.venue.wire.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Makes the bearer token of a request: a JWT over access key, a fresh nonce and the SHA-512 of the
 * parameters in the order sent, not percent-encoded.
 *
 * <p>Source: Upbit developer centre, "Authentication" (2026-09-01). Threads: any.
 */
public final class UpbitSigner {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String accessKey;
  private final Secret secret;
  private final JwtAlgorithm algorithm;
  private final Supplier<String> nonces;

  /**
   * A signer for one key.
   *
   * @param nonces gives a string never given before, a random UUID for example
   */
  public UpbitSigner(
      String accessKey, Secret secret, JwtAlgorithm algorithm, Supplier<String> nonces) {
    this.accessKey = requireNonNull(accessKey, "accessKey");
    this.secret = requireNonNull(secret, "secret");
    this.algorithm = requireNonNull(algorithm, "algorithm");
    this.nonces = requireNonNull(nonces, "nonces");
  }

  /** The token for a request with these parameters (or this body). */
  public String token(Params params) {
    StringBuilder claims =
        new StringBuilder(512).append("{\"access_key\":").append(Params.quoted(accessKey));
    claims.append(",\"nonce\":").append(Params.quoted(nonces.get()));
    if (!params.isEmpty()) {
      claims.append(",\"query_hash\":\"").append(queryHash(params)).append('"');
      claims.append(",\"query_hash_alg\":\"SHA512\"");
    }
    String payload = BASE64.encodeToString(claims.append('}').toString().getBytes(UTF_8));
    String signed = algorithm.header() + '.' + payload;
    byte[] signature = secret.hmac(algorithm.mac(), signed.getBytes(UTF_8));
    return signed + '.' + BASE64.encodeToString(signature);
  }

  static String queryHash(Params params) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(params.raw().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-512", e);
    }
  }

  @Override
  public String toString() {
    return "Upbit key ****";
  }
}
