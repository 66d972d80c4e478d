package haetae.venue.upbit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import haetae.venue.wire.Params;
import haetae.venue.wire.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bearer token of a request: a JWT over access key, a fresh nonce and the SHA-512 of the
 * parameters in the order sent, not percent-encoded.
 *
 * <p>Source: Upbit developer centre, "Authentication" (2026-09-01). Threads: any.
 */
public final class UpbitSigner {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /** Looking a digest up takes as long as using it: the last user's waits for the next one. */
  private static final AtomicReference<@Nullable MessageDigest> SPARE = new AtomicReference<>();

  private final String claimsBegin;
  private final byte[] head;
  private final Secret secret;
  private final JwtAlgorithm algorithm;
  private final Supplier<String> nonces;

  /**
   * A signer for one key.
   *
   * @param nonces gives a string never given before: {@link Nonces}
   */
  public UpbitSigner(
      String accessKey, Secret secret, JwtAlgorithm algorithm, Supplier<String> nonces) {
    this.claimsBegin =
        "{\"access_key\":" + Params.quoted(requireNonNull(accessKey, "accessKey")) + ",\"nonce\":";
    this.head = (algorithm.header() + '.').getBytes(US_ASCII);
    this.secret = requireNonNull(secret, "secret");
    this.algorithm = algorithm;
    this.nonces = requireNonNull(nonces, "nonces");
  }

  /** The token for a request with these parameters (or this body). */
  public String token(Params params) {
    StringBuilder claims = new StringBuilder(512).append(claimsBegin);
    claims.append(Params.quoted(nonces.get()));
    if (!params.isEmpty()) {
      claims.append(",\"query_hash\":\"").append(queryHash(params)).append('"');
      claims.append(",\"query_hash_alg\":\"SHA512\"");
    }
    byte[] payload = BASE64.encode(claims.append('}').toString().getBytes(UTF_8));
    byte[] signed = Arrays.copyOf(head, head.length + payload.length);
    System.arraycopy(payload, 0, signed, head.length, payload.length);
    byte[] signature = BASE64.encode(secret.hmac(algorithm.mac(), signed));
    byte[] token = Arrays.copyOf(signed, signed.length + 1 + signature.length);
    token[signed.length] = '.';
    System.arraycopy(signature, 0, token, signed.length + 1, signature.length);
    return new String(token, ISO_8859_1);
  }

  static String queryHash(Params params) {
    MessageDigest digest = SPARE.getAndSet(null);
    digest = digest == null ? sha512() : digest;
    byte[] hash = digest.digest(params.raw().getBytes(UTF_8));
    SPARE.set(digest);
    return HexFormat.of().formatHex(hash);
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-512", e);
    }
  }

  @Override
  public String toString() {
    return "Upbit key ****";
  }
}
