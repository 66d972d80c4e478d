package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.venue.binance.BinanceSigner;
import haetae.venue.upbit.JwtAlgorithm;
import haetae.venue.upbit.Nonces;
import haetae.venue.upbit.UpbitSigner;
import haetae.venue.wire.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of both venues.
 *
 * @param upbit null if it is missing
 * @param binance null if it is missing
 * @param missing what is missing or unusable, in words that quote nothing of it
 */
record VenueKeys(
    @Nullable UpbitSigner upbit, @Nullable BinanceSigner binance, List<String> missing) {
  private static final int SHORTEST = 10;

  /** What an Ed25519 key in PKCS#8 and base64 begins with. */
  private static final String ED25519 = "MC4CAQAwBQYDK2Vw";

  VenueKeys {
    missing = List.copyOf(missing);
  }

  /** No keys: market data alone. */
  static VenueKeys none() {
    return new VenueKeys(null, null, List.of());
  }

  /** The keys of environment, .env or configuration, in this order. */
  static VenueKeys of(HaetaeConfig config, Secrets secrets) {
    List<String> missing = new ArrayList<>();
    String upbitKey = one(secrets, "UPBIT_API_KEY", config.upbit().apiKey(), missing);
    String upbitSecret = one(secrets, "UPBIT_API_SECRET", config.upbit().apiSecret(), missing);
    String binanceKey = one(secrets, "BINANCE_API_KEY", config.binance().apiKey(), missing);
    String binanceSecret =
        one(secrets, "BINANCE_API_SECRET", config.binance().apiSecret(), missing);
    UpbitSigner upbit =
        upbitKey.isEmpty() || upbitSecret.isEmpty()
            ? null
            : new UpbitSigner(
                upbitKey, Secret.of(upbitSecret.toCharArray()), JwtAlgorithm.HS512, new Nonces());
    BinanceSigner binance =
        binanceKey.isEmpty() || binanceSecret.isEmpty()
            ? null
            : binance(binanceKey, binanceSecret, missing);
    return new VenueKeys(upbit, binance, missing);
  }

  private static @Nullable BinanceSigner binance(String key, String secret, List<String> missing) {
    boolean ed25519 = secret.contains("PRIVATE KEY") || secret.startsWith(ED25519);
    try {
      Secret kept = Secret.of(secret.toCharArray());
      return ed25519 ? BinanceSigner.ed25519(key, kept) : BinanceSigner.hmac(key, kept);
    } catch (IllegalArgumentException e) {
      missing.add("BINANCE_API_SECRET is no Ed25519 key that can be read");
      return null;
    }
  }

  private static String one(Secrets secrets, String name, String configured, List<String> missing) {
    String value = secrets.get(name).orElse(configured).strip();
    if (value.isEmpty()) {
      missing.add(name + " is not set");
      return "";
    }
    if (value.length() < SHORTEST) {
      missing.add(name + " is shorter than " + SHORTEST + " characters");
      return "";
    }
    return value;
  }
}
