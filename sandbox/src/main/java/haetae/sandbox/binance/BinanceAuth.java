package haetae.sandbox.binance;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.auth.Params;
import haetae.sandbox.market.VenueClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks Binance's keys, signatures and times.
 *
 * <p>Source: Binance spot API documentation (2026-07-21), "Request security"; USD-M general info.
 */
final class BinanceAuth {
  private static final long AHEAD_MS = 1_000;
  private static final BigDecimal MOST_WINDOW = new BigDecimal("60000");

  private final Map<String, ApiKey> keys = new TreeMap<>();
  private final VenueClock clock;

  BinanceAuth(List<ApiKey> keys, VenueClock clock) {
    keys.forEach(key -> this.keys.put(key.access(), key));
    this.clock = clock;
  }

  /**
   * The key of a name.
   *
   * @throws BinanceRefusal if there is none, or it lacks the permission
   */
  ApiKey key(@Nullable String name, String permission) {
    if (name == null || name.isEmpty()) {
      throw BinanceRefusal.unauthorized(-2014, "API-key format invalid.");
    }
    ApiKey key = keys.get(name);
    if (key == null || !key.may(permission)) {
      throw BinanceRefusal.unauthorized(-2015, "Invalid API-key, IP, or permissions for action.");
    }
    return key;
  }

  /**
   * Checks a REST request: what is signed is the query directly followed by the body, as they came
   * over the wire, without the signature.
   */
  void checkRest(ApiKey key, String query, String body, Params params, boolean micros) {
    String signature = params.find("signature");
    checkTime(params, micros);
    if (signature == null || signature.isEmpty()) {
      throw BinanceRefusal.missing("signature");
    }
    checkSignature(key, unsigned(query) + unsigned(body), signature);
  }

  private static String unsigned(String text) {
    StringBuilder kept = new StringBuilder();
    for (String part : text.split("&", -1)) {
      if (!part.startsWith("signature=")) {
        kept.append(kept.isEmpty() ? "" : "&").append(part);
      }
    }
    return kept.toString();
  }

  /** Checks a request of the WebSocket API: parameters sorted by name, not encoded. */
  void checkSocket(ApiKey key, Params params) {
    String signature = params.find("signature");
    checkTime(params, true);
    if (signature == null || signature.isEmpty()) {
      throw BinanceRefusal.missing("signature");
    }
    TreeMap<String, String> sorted = new TreeMap<>();
    params.pairs().forEach(pair -> sorted.put(pair.getKey(), pair.getValue()));
    sorted.remove("signature");
    String payload = new Params(List.copyOf(sorted.entrySet())).joined();
    checkSignature(key, payload, signature);
  }

  /** Checks timestamp and receive window. */
  void checkTime(Params params, boolean micros) {
    String text = params.get("timestamp", "");
    if (!text.matches("\\d{1,18}")) {
      throw BinanceRefusal.missing("timestamp");
    }
    long timestamp = Long.parseLong(text);
    if (micros && text.length() > 14) {
      timestamp /= 1_000;
    }
    String windowText = params.get("recvWindow", "5000");
    if (!windowText.matches(micros ? "\\d{1,5}(\\.\\d{1,3})?" : "\\d{1,5}")
        || new BigDecimal(windowText).compareTo(MOST_WINDOW) > 0) {
      throw BinanceRefusal.of(-1130, "Data sent for parameter 'recvWindow' is not valid.");
    }
    long now = clock.nowMs();
    if (timestamp >= now + AHEAD_MS) {
      throw BinanceRefusal.of(
          -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
    }
    if (BigDecimal.valueOf(now - timestamp).compareTo(new BigDecimal(windowText)) > 0) {
      throw BinanceRefusal.of(-1021, "Timestamp for this request is outside of the recvWindow.");
    }
  }

  private static void checkSignature(ApiKey key, String payload, String signature) {
    boolean fits =
        key.secret().isEmpty() ? ed25519(key, payload, signature) : hmac(key, payload, signature);
    if (!fits) {
      throw BinanceRefusal.of(-1022, "Signature for this request is not valid.");
    }
  }

  private static boolean hmac(ApiKey key, String payload, String signature) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(key.secret()), "HmacSHA256"));
      String expected = HexFormat.of().formatHex(mac.doFinal(bytes(payload)));
      return MessageDigest.isEqual(bytes(expected), bytes(signature.toLowerCase(Locale.ROOT)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks HmacSHA256", e);
    }
  }

  private static boolean ed25519(ApiKey key, String payload, String signature) {
    try {
      byte[] encoded = Base64.getDecoder().decode(key.ed25519());
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      verifier.update(bytes(payload));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // A signature that cannot be read is as wrong as one that does not fit.
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
