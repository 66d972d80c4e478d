package haetae.sandbox.binance;

import java.math.BigDecimal;

/**
 * Behaviour of the stand-in that can be chosen: fees, limits, and what the documentation leaves
 * open.
 *
 * @param spotFee maker and taker fee of spot, as a fraction
 * @param bnbBurn whether spot fees are paid in BNB, a quarter less, while there is enough
 * @param bnbPrice price of BNB in USDT for that
 * @param futuresMakerFee of USD-M futures
 * @param futuresTakerFee of USD-M futures
 * @param spotWeightPerMin request weight a minute
 * @param futuresWeightPerMin request weight a minute
 * @param spotOrdersPer10s orders in ten seconds
 * @param spotOrdersPerDay orders a day
 * @param futuresOrdersPer10s orders in ten seconds
 * @param futuresOrdersPerMin orders a minute
 * @param banAfter refused requests in a minute that lead to a ban; 0 for never
 * @param banSec how long a ban lasts
 * @param spotPingSec time between two pings of spot streams and the WebSocket API
 * @param spotPongSec time in which a pong must come
 * @param futuresPingSec time between two pings of futures streams
 * @param futuresPongSec time in which a pong must come
 * @param spotMessagesPerSec messages a second a spot stream takes
 * @param futuresMessagesPerSec messages a second a futures stream takes
 * @param streamLifeSec longest life of a connection
 * @param listenKeySec life of a listen key
 * @param eventsRequired whether a private stream without {@code events} stays silent
 * @param unroutedIsSpot whether {@code /ws} and {@code /stream} are spot's; else futures' unrouted
 * @param averageInAnswers whether futures order answers have {@code avgPrice} and {@code cumQuote}
 * @param gtxRejects whether a post-only order that would trade is refused; else it expires
 * @param fokRejects whether a fill-or-kill order that cannot fill is refused; else it expires
 * @param leverage of every symbol at the start
 */
public record BinanceSettings(
    BigDecimal spotFee,
    boolean bnbBurn,
    BigDecimal bnbPrice,
    BigDecimal futuresMakerFee,
    BigDecimal futuresTakerFee,
    int spotWeightPerMin,
    int futuresWeightPerMin,
    int spotOrdersPer10s,
    int spotOrdersPerDay,
    int futuresOrdersPer10s,
    int futuresOrdersPerMin,
    int banAfter,
    int banSec,
    int spotPingSec,
    int spotPongSec,
    int futuresPingSec,
    int futuresPongSec,
    int spotMessagesPerSec,
    int futuresMessagesPerSec,
    long streamLifeSec,
    long listenKeySec,
    boolean eventsRequired,
    boolean unroutedIsSpot,
    boolean averageInAnswers,
    boolean gtxRejects,
    boolean fokRejects,
    int leverage) {
  /** Checks the ranges. */
  public BinanceSettings {
    if (leverage < 1 || leverage > 125) {
      throw new IllegalArgumentException("leverage must be between 1 and 125");
    }
    if (spotPingSec < 1 || futuresPingSec < 1 || streamLifeSec < 1 || listenKeySec < 1) {
      throw new IllegalArgumentException("times must be above 0");
    }
    if (bnbPrice.signum() <= 0) {
      throw new IllegalArgumentException("bnb_price must be above 0");
    }
  }

  /** As documented. */
  public static BinanceSettings defaults() {
    return new BinanceSettings(
        new BigDecimal("0.001"),
        false,
        new BigDecimal("800"),
        new BigDecimal("0.0002"),
        new BigDecimal("0.0005"),
        6_000,
        2_400,
        100,
        200_000,
        300,
        1_200,
        20,
        120,
        20,
        60,
        180,
        600,
        5,
        10,
        86_400,
        3_600,
        false,
        true,
        false,
        true,
        false,
        20);
  }
}
