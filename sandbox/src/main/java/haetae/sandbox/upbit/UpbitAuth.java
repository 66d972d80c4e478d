package haetae.sandbox.upbit;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.auth.Params;
import haetae.sandbox.net.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Checks Upbit's tokens: a JWT for each request, with a nonce that is used once and a SHA-512 of
 * the decoded query.
 *
 * <p>Source: Upbit developer centre, "Authentication" (2026-09-01).
 */
final class UpbitAuth {
  private static final int NONCES_KEPT = 200_000;

  private final Map<String, ApiKey> keys = new TreeMap<>();
  private final List<String> algorithms;
  private final LinkedHashSet<String> nonces = new LinkedHashSet<>();

  UpbitAuth(List<ApiKey> keys, List<String> algorithms) {
    keys.forEach(key -> this.keys.put(key.access(), key));
    this.algorithms = List.copyOf(algorithms);
  }

  /**
   * The key that signed a request.
   *
   * @param authorization value of the header
   * @param params what the request carries, in its order
   * @throws UpbitRefusal if the token is missing or wrong
   */
  ApiKey verify(String authorization, Params params) {
    if (!authorization.startsWith("Bearer ")) {
      throw refused("no_authorization_token", "Please check Authorization Header");
    }
    String[] parts = authorization.substring(7).strip().split("\\.", -1);
    if (parts.length != 3) {
      throw refused("jwt_verification", "Failed to verify Jwt token.");
    }
    String algorithm = text(part(parts[0]), "alg");
    JsonNode claims = part(parts[1]);
    ApiKey key = keys.get(text(claims, "access_key"));
    if (key == null) {
      throw refused("invalid_access_key", "Invalid access key.");
    }
    checkSignature(key, algorithm, parts);
    checkQuery(claims, params);
    String nonce = text(claims, "nonce");
    if (nonce.isEmpty()) {
      throw refused("jwt_verification", "Failed to verify Jwt token.");
    }
    if (!nonces.add(key.access() + " " + nonce)) {
      throw refused("nonce_used", "Nonce is already used.");
    }
    if (nonces.size() > NONCES_KEPT) {
      nonces.removeFirst();
    }
    return key;
  }

  private void checkSignature(ApiKey key, String algorithm, String[] parts) {
    boolean known = algorithms.contains(algorithm) && algorithm.matches("HS(256|512)");
    String mac = algorithm.equals("HS256") ? "HmacSHA256" : "HmacSHA512";
    if (!known || !MessageDigest.isEqual(sign(key, mac, parts), decode(parts[2]))) {
      throw refused("jwt_verification", "Failed to verify Jwt token.");
    }
  }

  private static byte[] sign(ApiKey key, String algorithm, String[] parts) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks " + algorithm, e);
    }
  }

  private static void checkQuery(JsonNode claims, Params params) {
    String hash = text(claims, "query_hash");
    String algorithm = text(claims, "query_hash_alg");
    boolean expected = !params.isEmpty();
    boolean fits = !expected && hash.isEmpty();
    if (!hash.isEmpty() && (algorithm.isEmpty() || algorithm.equals("SHA512"))) {
      fits = hash.equals(sha512(params.joined()));
    }
    if (!fits) {
      throw refused("invalid_query_payload", "Failed to verify the query of Jwt.");
    }
  }

  static String sha512(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks SHA-512", e);
    }
  }

  private static JsonNode part(String encoded) {
    JsonNode node = Json.read(new String(decode(encoded), StandardCharsets.UTF_8));
    if (node == null || !node.isObject()) {
      throw refused("jwt_verification", "Failed to verify Jwt token.");
    }
    return node;
  }

  private static byte[] decode(String encoded) {
    try {
      return Base64.getUrlDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw refused("jwt_verification", "Failed to verify Jwt token.");
    }
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private static UpbitRefusal refused(String name, String message) {
    return new UpbitRefusal(401, name, message);
  }
}
