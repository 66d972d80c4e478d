package haetae.engine;

import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Pair;
import haetae.risk.AverageTrueRange;
import haetae.risk.RefusalCode;
import java.util.EnumSet;
import java.util.Set;

/** What the scanner remembers about one pair between two books. Threads: the engine's. */
final class Route {
  /** One direction's opportunity, from the first book that shows it to the first that does not. */
  static final class Episode {
    int upbitUpdates;
    int binanceUpdates;
    boolean told;
    final Set<RefusalCode> refused = EnumSet.noneOf(RefusalCode.class);

    void end() {
      if (upbitUpdates + binanceUpdates > 0) {
        upbitUpdates = 0;
        binanceUpdates = 0;
        told = false;
        refused.clear();
      }
    }
  }

  private static final int SMOOTHING = 64;

  final Pair pair;
  final FeeSchedule fees;
  final AverageTrueRange range;
  private final Episode buyUpbit = new Episode();
  private final Episode sellUpbit = new Episode();
  private long slowUpbitE8;
  private long slowFxE8;
  boolean lotTold;

  Route(Pair pair, FeeSchedule fees, AverageTrueRange range) {
    this.pair = pair;
    this.fees = fees;
    this.range = range;
  }

  Episode episode(Direction direction) {
    return direction == Direction.BUY_UPBIT_SELL_BINANCE ? buyUpbit : sellUpbit;
  }

  /** Slow averages that a sudden print is measured against. */
  void smooth(int instrumentId, long midE8) {
    if (midE8 == 0) {
      return;
    }
    if (instrumentId == pair.upbit().id()) {
      slowUpbitE8 = slowUpbitE8 == 0 ? midE8 : slowUpbitE8 + (midE8 - slowUpbitE8) / SMOOTHING;
    } else if (instrumentId == pair.fx().id()) {
      slowFxE8 = slowFxE8 == 0 ? midE8 : slowFxE8 + (midE8 - slowFxE8) / SMOOTHING;
    }
  }

  long slowUpbitE8() {
    return slowUpbitE8;
  }

  long slowFxE8() {
    return slowFxE8;
  }
}
