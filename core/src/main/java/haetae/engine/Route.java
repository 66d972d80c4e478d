package haetae.engine;

import haetae.market.CommonLot;
import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.premium.PairMarket;
import haetae.risk.AverageTrueRange;
import haetae.risk.EntryRules;
import haetae.risk.JumpFilter;
import haetae.risk.PerpetualRules;
import haetae.risk.RefusalCode;
import haetae.state.StateIn;
import haetae.state.StateOut;
import haetae.strategy.Strategy;
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

    /** A book that shows the opportunity has come; the first counts for both venues. */
    void count(Pair pair, int changedId) {
      if (changedId == pair.upbit().id() || upbitUpdates == 0) {
        upbitUpdates++;
      }
      if (changedId == pair.binance().id() || binanceUpdates == 0) {
        binanceUpdates++;
      }
    }

    boolean seen() {
      return upbitUpdates > 0;
    }

    boolean confirmed(int updates) {
      return upbitUpdates >= updates && binanceUpdates >= updates;
    }

    void end() {
      if (seen()) {
        upbitUpdates = 0;
        binanceUpdates = 0;
        told = false;
        refused.clear();
      }
    }

    void save(StateOut out) {
      out.putLong(upbitUpdates).putLong(binanceUpdates).putBool(told).putLong(refused.size());
      refused.forEach(out::putEnum);
    }

    void load(StateIn in) {
      upbitUpdates = in.getInt();
      binanceUpdates = in.getInt();
      told = in.getBool();
      for (int i = in.getCount(RefusalCode.values().length); i > 0; i--) {
        refused.add(in.getEnum(RefusalCode.values()));
      }
    }
  }

  private static final int SMOOTHING = 64;

  final Pair pair;
  final FeeSchedule fees;
  final PairMarket market;
  final Strategy strategy;
  final AverageTrueRange range;
  final long stepE8;
  final Reckoned reckoned;
  private final EntryRules rules;
  private final JumpFilter upbitJump;
  private final JumpFilter binanceJump;
  private final Episode buyUpbit = new Episode();
  private final Episode sellUpbit = new Episode();
  private boolean upbitJumped;
  private boolean binanceJumped;
  private long frozenUntilNs = Long.MIN_VALUE;
  private long slowUpbitE8;
  private long slowFxE8;
  final Funding funding;
  boolean lotTold;
  boolean gapTold;

  /** Wallets of the coin that are closed, for people; empty if none is known to be. */
  String closedWallets = "";

  /** Coins that the operator was last advised to move to Upbit; negative from it; 0 for none. */
  long advisedE8;

  Route(
      Pair pair,
      PairMarket market,
      Strategy strategy,
      AverageTrueRange range,
      EntryRules rules,
      PerpetualRules perpetual) {
    this.pair = pair;
    this.fees = market.fees();
    this.market = market;
    this.reckoned = new Reckoned(market);
    this.strategy = strategy;
    this.range = range;
    this.rules = rules;
    this.funding = new Funding(perpetual, rules.expectedHoldHours());
    this.stepE8 = CommonLot.stepE8(pair.upbit(), pair.binance());
    this.upbitJump = new JumpFilter(rules.jumpPpm());
    this.binanceJump = new JumpFilter(rules.jumpPpm());
  }

  Episode episode(Direction direction) {
    return direction == Direction.BUY_UPBIT_SELL_BINANCE ? buyUpbit : sellUpbit;
  }

  /** Takes a new mid price into the averages and the jump filter. */
  void price(int instrumentId, long midE8, long nowNs) {
    if (instrumentId == pair.upbit().id()) {
      slowUpbitE8 = slow(slowUpbitE8, midE8);
      upbitJumped = upbitJump.jumped(nowNs, midE8);
    } else if (instrumentId == pair.binance().id()) {
      binanceJumped = binanceJump.jumped(nowNs, midE8);
    } else {
      slowFxE8 = slow(slowFxE8, midE8);
      return;
    }
    // On both venues it is the market that moves.
    if (upbitJumped != binanceJumped) {
      frozenUntilNs = nowNs + rules.jumpFreezeNs();
    }
  }

  private static long slow(long averageE8, long midE8) {
    return averageE8 == 0 ? midE8 : averageE8 + (midE8 - averageE8) / SMOOTHING;
  }

  long slowUpbitE8() {
    return slowUpbitE8;
  }

  long slowFxE8() {
    return slowFxE8;
  }

  /** Time for which entries still rest after a jump. */
  long frozenNs(long nowNs) {
    return nowNs >= frozenUntilNs ? 0 : frozenUntilNs - nowNs;
  }

  boolean transfersBlocked() {
    return !closedWallets.isEmpty();
  }

  /** True if the pair has a perpetual, for which funding is paid or received. */
  boolean perpetual() {
    return pair.binance().kind() == InstrumentKind.PERPETUAL;
  }

  /**
   * What is taken off the edge of an entry before it counts: the strategy's costs and the funding
   * that a perpetual is expected to cost. Funding to be received is not counted on.
   */
  long costPpm(Direction direction, long nowNs) {
    long carry = perpetual() ? funding.carryPpm(direction, nowNs) : 0;
    return strategy.costPpm(direction) + carry;
  }

  /** Net edge below which the last unit of an entry is not worth taking. */
  long neededPpm(Direction direction, long nowNs) {
    return strategy.gate().minNetPpm() + costPpm(direction, nowNs);
  }

  /** The premium between the mid prices in ppm; for statistics and ranges only. */
  long midPremiumPpm() {
    return reckoned.midPremiumPpm();
  }

  void save(StateOut out) {
    strategy.save(out);
    range.save(out);
    upbitJump.save(out);
    binanceJump.save(out);
    buyUpbit.save(out);
    sellUpbit.save(out);
    out.putBool(upbitJumped).putBool(binanceJumped).putLong(frozenUntilNs);
    out.putLong(slowUpbitE8).putLong(slowFxE8);
    funding.save(out);
    out.putBool(lotTold).putBool(gapTold).putText(closedWallets).putLong(advisedE8);
  }

  void load(StateIn in) {
    strategy.load(in);
    range.load(in);
    upbitJump.load(in);
    binanceJump.load(in);
    buyUpbit.load(in);
    sellUpbit.load(in);
    upbitJumped = in.getBool();
    binanceJumped = in.getBool();
    frozenUntilNs = in.getLong();
    slowUpbitE8 = in.getLong();
    slowFxE8 = in.getLong();
    funding.load(in);
    lotTold = in.getBool();
    gapTold = in.getBool();
    closedWallets = in.getText();
    advisedE8 = in.getLong();
  }
}
