package haetae.engine;

import haetae.execution.PairTrade;
import haetae.market.Direction;

/**
 * What one open pair trade holds. Immutable.
 *
 * @param upbitE8 signed base quantity of its Upbit leg
 * @param binanceE8 signed base quantity of its Binance leg
 * @param takenUpbitE8 of its Upbit leg: dust of ended trades that it has taken over
 * @param takenBinanceE8 the same of its Binance leg
 * @param profitKrwE8 profit if it were closed now, with the fees of that close
 */
public record PositionView(
    String trade,
    String pair,
    Direction direction,
    PairTrade.Phase phase,
    long upbitE8,
    long binanceE8,
    long takenUpbitE8,
    long takenBinanceE8,
    long profitKrwE8) {}
