package haetae.venue.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import haetae.venue.wire.Params;
import haetae.venue.wire.Secret;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests: HMAC-SHA256 in hexadecimal, or Ed25519 in base64.
 *
 * <p>REST signs the percent-encoded query and puts the signature last; the WebSocket API signs the
 * plain parameters sorted by name. Source: Binance, "Request security" (spot 2026-07, USD-M).
 * Threads: any.
 */
public final class BinanceSigner {
  private final String apiKey;
  private final Secret secret;
  private final @Nullable PrivateKey ed25519;

  private BinanceSigner(String apiKey, Secret secret, @Nullable PrivateKey ed25519) {
    this.apiKey = requireNonNull(apiKey, "apiKey");
    this.secret = requireNonNull(secret, "secret");
    this.ed25519 = ed25519;
  }

  /** A signer with an HMAC secret. */
  public static BinanceSigner hmac(String apiKey, Secret secret) {
    return new BinanceSigner(apiKey, secret, null);
  }

  /**
   * A signer with an Ed25519 key.
   *
   * @param secret the PKCS#8 key in base64, with or without its PEM lines
   * @throws IllegalArgumentException if it is no such key
   */
  public static BinanceSigner ed25519(String apiKey, Secret secret) {
    return new BinanceSigner(apiKey, secret, secret.privateKey(BinanceSigner::readKey));
  }

  /** The public part of the key. */
  public String apiKey() {
    return apiKey;
  }

  /** True if this key may log a session on. */
  public boolean canLogOn() {
    return ed25519 != null;
  }

  /** The query of a REST request: percent-encoded, signature last. */
  public String query(Params params) {
    String query = params.encoded();
    return query + "&signature=" + Params.encoded(sign(query));
  }

  /** The signature of a WebSocket API request with these parameters. */
  public String signature(Map<String, String> params) {
    Params sorted = Params.none();
    new TreeMap<>(params).forEach(sorted::with);
    return sign(sorted.raw());
  }

  /** The signature of a text. */
  String sign(String payload) {
    byte[] message = payload.getBytes(UTF_8);
    if (ed25519 == null) {
      return HexFormat.of().formatHex(secret.hmac("HmacSHA256", message));
    }
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(ed25519);
      signature.update(message);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the Ed25519 key cannot sign", e);
    }
  }

  /** Reads base64 with or without PEM lines; the key never becomes text. */
  private static PrivateKey readKey(byte[] bytes) {
    ByteArrayOutputStream base64 = new ByteArrayOutputStream();
    boolean pemLine = false;
    for (int i = 0; i < bytes.length; i++) {
      boolean lineStart = i == 0 || bytes[i - 1] == '\n';
      pemLine = lineStart ? bytes[i] == '-' : pemLine;
      if (!pemLine && bytes[i] > ' ') {
        base64.write(bytes[i]);
      }
    }
    try {
      byte[] pkcs8 = Base64.getDecoder().decode(base64.toByteArray());
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without its cause, which may quote the key.
      throw new IllegalArgumentException(
          "the Binance secret is no Ed25519 key: give PKCS#8 in base64 (a PEM file's text)");
    }
  }

  @Override
  public String toString() {
    return "Binance key ****";
  }
}
