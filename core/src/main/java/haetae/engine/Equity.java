package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Severity;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.portfolio.Ledger;
import haetae.portfolio.LedgerEntry;
import haetae.portfolio.LedgerEntry.Account;
import haetae.portfolio.LedgerEntry.Kind;
import haetae.portfolio.SeoulDay;
import haetae.risk.LossLimits;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Equity in KRW for the loss limits: the capital that was brought in, the profit of trades, and
 * what the USDT held has gained since it came in. Deposits and withdrawals move capital, not
 * profit. Threads: the engine's.
 */
final class Equity {
  private final List<Pair> pairs;
  private final Ledger ledger;
  private final Rates rates;
  private final LossLimits losses;
  private final long maxDailyLossE8;
  private final Story story;
  private boolean begun;
  private long capitalE8;
  private long usdtCostE8;
  private long dayTold = Long.MIN_VALUE;
  private boolean killTold;

  Equity(EngineConfig config, Ledger ledger, Rates rates, LossLimits losses, Story story) {
    this.pairs = config.pairs();
    this.ledger = ledger;
    this.rates = rates;
    this.losses = losses;
    this.maxDailyLossE8 = config.safety().maxDailyLossKrwE8();
    this.story = story;
  }

  /** Follows an entry of the ledger. */
  void booked(LedgerEntry entry) {
    if (!begun) {
      return;
    }
    long gain = Long.signum(entry.gainE8(Account.WALLET)) * entry.krwE8();
    if (entry.asset().equals(Asset.USDT)) {
      usdtCostE8 = Math.addExact(usdtCostE8, gain);
    }
    boolean brought = entry.kind() == Kind.OPENING || entry.kind() == Kind.EXTERNAL;
    if (brought && gain != 0) {
      capitalE8 = Math.addExact(capitalE8, gain);
      losses.moved(gain);
    }
  }

  /** What the USDT held has gained since it came in, by the moves of KRW-USDT alone. */
  long walletFxE8() {
    return begun ? usdtWorthE8() - usdtCostE8 : 0;
  }

  private long usdtWorthE8() {
    long held = 0;
    for (Venue venue : Venue.values()) {
      held = Math.addExact(held, ledger.walletE8(venue, Asset.USDT));
    }
    return Fixed.multiplyE8(held, rates.usdtE8(), RoundingMode.HALF_EVEN);
  }

  /** Capital, profit and the gain of the USDT held; 0 before all of it can be valued. */
  long equityE8(long profitE8) {
    return begun ? Math.addExact(Math.addExact(capitalE8, profitE8), walletFxE8()) : 0;
  }

  /** Marks equity with the profit of trades; returns true while the drawdown kill is latched. */
  boolean mark(long profitE8, long nowNs) {
    if (!begun) {
      begin(profitE8);
    }
    if (!begun) {
      return false;
    }
    long day = SeoulDay.of(nowNs);
    losses.update(day, equityE8(profitE8));
    long loss = losses.dailyLossE8();
    if (loss >= maxDailyLossE8 && dayTold != day) {
      dayTold = day;
      String text = "Daily loss limit hit: " + Story.won(loss) + " >= " + Story.won(maxDailyLossE8);
      story.alert(AlertKind.LOSS_LIMIT, Severity.ERROR, 0, text);
    }
    if (losses.killed() && !killTold) {
      killTold = true;
      String text = "Drawdown limit hit: " + Story.percent(losses.drawdownPpm()) + " from the peak";
      story.alert(AlertKind.LOSS_LIMIT, Severity.CRITICAL, 0, text);
    }
    return losses.killed();
  }

  /** Values what the venues hold, once there is a KRW-USDT book and something to value. */
  private void begin(long profitE8) {
    if (rates.usdtE8() == 0) {
      return;
    }
    Set<Asset> assets = new TreeSet<>(Set.of(Asset.KRW, Asset.USDT, Asset.BNB));
    for (Pair pair : pairs) {
      assets.add(pair.upbit().base());
    }
    long worth = 0;
    for (Asset asset : assets) {
      long rate = rates.krwE8(asset);
      for (Venue venue : Venue.values()) {
        long held = ledger.walletE8(venue, asset);
        worth = Math.addExact(worth, Fixed.multiplyE8(held, rate, RoundingMode.FLOOR));
      }
    }
    begun = worth > 0;
    capitalE8 = worth - profitE8;
    usdtCostE8 = usdtWorthE8();
  }

  /** The operator has lifted the kill. */
  void resumed() {
    losses.reset();
    killTold = false;
  }

  void save(StateOut out) {
    out.putBool(begun).putLong(capitalE8).putLong(usdtCostE8).putLong(dayTold).putBool(killTold);
  }

  void load(StateIn in) {
    begun = in.getBool();
    capitalE8 = in.getLong();
    usdtCostE8 = in.getLong();
    dayTold = in.getLong();
    killTold = in.getBool();
  }
}
