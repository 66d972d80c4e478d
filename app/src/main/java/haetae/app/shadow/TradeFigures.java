package haetae.app.shadow;

import haetae.engine.TradeRecord;
import haetae.execution.PairTrade;
import org.jspecify.annotations.Nullable;

/** Figures of a trade as the reports show them. Pure. */
final class TradeFigures {
  private TradeFigures() {}

  static String code(TradeFacts trade) {
    return PairTrade.code(trade.tradeId());
  }

  /** Profit after fees, 0 while it is open. */
  static long pnlKrwE8(TradeFacts trade) {
    @Nullable TradeRecord end = trade.end();
    return end == null ? 0 : end.pnlKrwE8();
  }

  /** Fees paid, 0 while it is open. */
  static long feesKrwE8(TradeFacts trade) {
    @Nullable TradeRecord end = trade.end();
    return end == null ? 0 : end.feesKrwE8();
  }
}
