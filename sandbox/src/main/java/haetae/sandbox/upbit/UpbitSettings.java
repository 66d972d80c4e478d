package haetae.sandbox.upbit;

import java.math.BigDecimal;
import java.util.List;

/**
 * Behaviour of the stand-in that can be chosen: limits, and what the documentation leaves open.
 *
 * @param fee maker and taker fee of the KRW market, as a fraction
 * @param orderPerSec requests a second of group {@code order}
 * @param orderTestPerSec of group {@code order-test}
 * @param defaultPerSec of group {@code default}
 * @param publicPerSec of each public group
 * @param cancelAllEveryMs time between two requests of group {@code order-cancel-all}
 * @param connectPerSec WebSocket handshakes a second
 * @param messagesPerSec request messages a second and connection
 * @param messagesPerMin request messages a minute and connection
 * @param banAfter refused requests within ten seconds that lead to a ban; 0 for never
 * @param banSec how long a ban lasts
 * @param retryAfter whether 429 and 418 carry {@code Retry-After}
 * @param candleGroup name of the candle group in {@code Remaining-Req}
 * @param smpDefault self-match prevention of orders that do not name one
 * @param jwtAlgorithms signatures that are taken
 * @param outOfScopeStatus HTTP status of {@code out_of_scope}
 * @param identifierMax longest identifier
 * @param testBurnsIdentifier whether {@code /orders/test} uses up the identifier
 * @param feeOnTop whether a market buy's fee comes on top of its amount
 * @param fundsWithFee whether {@code executed_funds} includes the fee
 * @param excludeSpelling parameter of the batch cancel that excludes pairs
 * @param cancelAndNewStatus HTTP status of {@code cancel_and_new}
 * @param cancelDelayMs time between the acceptance of a cancel and its effect
 * @param tickSizeAsNumber whether {@code tick_size} is a JSON number
 * @param bookEveryMs time between two books of a code
 * @param idleTimeoutMs silence after which a connection is closed
 * @param upEveryMs time between two {@code {"status":"UP"}} after a text PING
 * @param upForever whether one text PING keeps them coming
 * @param closeAfterError whether an error frame is followed by a close
 * @param privateRefusal {@code http} or {@code frame}: how a bad token of a stream is refused
 * @param unknownCode {@code silent} or {@code error}
 * @param streamLifeSec longest life of a connection
 */
public record UpbitSettings(
    BigDecimal fee,
    int orderPerSec,
    int orderTestPerSec,
    int defaultPerSec,
    int publicPerSec,
    long cancelAllEveryMs,
    int connectPerSec,
    int messagesPerSec,
    int messagesPerMin,
    int banAfter,
    int banSec,
    boolean retryAfter,
    String candleGroup,
    String smpDefault,
    List<String> jwtAlgorithms,
    int outOfScopeStatus,
    int identifierMax,
    boolean testBurnsIdentifier,
    boolean feeOnTop,
    boolean fundsWithFee,
    String excludeSpelling,
    int cancelAndNewStatus,
    long cancelDelayMs,
    boolean tickSizeAsNumber,
    long bookEveryMs,
    long idleTimeoutMs,
    long upEveryMs,
    boolean upForever,
    boolean closeAfterError,
    String privateRefusal,
    String unknownCode,
    long streamLifeSec) {
  /** Checks the words and ranges. */
  public UpbitSettings {
    if (!List.of("http", "frame").contains(privateRefusal)) {
      throw new IllegalArgumentException("private_refusal must be http or frame");
    }
    if (!List.of("silent", "error").contains(unknownCode)) {
      throw new IllegalArgumentException("unknown_code must be silent or error");
    }
    if (!List.of("none", "cancel_maker").contains(smpDefault)) {
      throw new IllegalArgumentException("smp_default must be none or cancel_maker");
    }
    if (bookEveryMs < 1 || idleTimeoutMs < 1 || upEveryMs < 1 || streamLifeSec < 1) {
      throw new IllegalArgumentException("times must be above 0");
    }
  }

  /** As documented. */
  public static UpbitSettings defaults() {
    return new UpbitSettings(
        new BigDecimal("0.0005"),
        12,
        8,
        30,
        10,
        2_000,
        5,
        5,
        100,
        20,
        60,
        false,
        "candles",
        "cancel_maker",
        List.of("HS512", "HS256"),
        401,
        64,
        false,
        true,
        false,
        "excluded_pairs",
        200,
        5,
        false,
        100,
        120_000,
        10_000,
        true,
        true,
        "http",
        "silent",
        86_400);
  }
}
