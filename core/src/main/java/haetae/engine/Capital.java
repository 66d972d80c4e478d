package haetae.engine;

import haetae.execution.PairTrade;
import haetae.execution.PairTrade.Phase;
import haetae.market.Fixed;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.risk.CapitalRules;
import java.math.RoundingMode;
import java.util.List;

/**
 * The one budget of all pairs. It is reckoned from the open trades themselves, so nothing can be
 * reserved and never released: an entry being opened counts with its target, anything else with
 * what its larger leg holds, an ended trade with nothing. Who asks first is served first.
 *
 * <p>Threads: the engine's. Allocates nothing.
 */
final class Capital {
  private final CapitalRules rules;
  private final MarketState market;

  Capital(CapitalRules rules, MarketState market) {
    this.rules = rules;
    this.market = market;
  }

  /** KRW that an entry of the pair may still use, the tightest of the caps; 0 if nothing. */
  long leftE8(Pair pair, List<OpenTrade> open) {
    long total = 0;
    long samePair = 0;
    long upbit = 0;
    long binance = 0;
    for (int i = 0; i < open.size(); i++) {
      PairTrade trade = open.get(i).trade;
      long home = worthE8(trade, Venue.UPBIT);
      long abroad = worthE8(trade, Venue.BINANCE);
      long larger = Math.max(home, abroad);
      upbit = Math.addExact(upbit, home);
      binance = Math.addExact(binance, abroad);
      total = Math.addExact(total, larger);
      samePair += trade.pair().id() == pair.id() ? larger : 0;
    }
    long left = Math.min(rules.totalKrwE8() - total, rules.pairKrwE8() - samePair);
    left = Math.min(left, Math.min(rules.upbitKrwE8() - upbit, rules.binanceKrwE8() - binance));
    return Math.max(0, left);
  }

  /** What a leg ties up, at the pair's Upbit price so that both legs compare. */
  private long worthE8(PairTrade trade, Venue venue) {
    boolean reserved = trade.phase() == Phase.OPENING && !trade.exiting();
    long held = Math.abs(trade.leg(venue).netE8());
    long quantity = reserved ? Math.max(held, trade.targetE8()) : held;
    long price = market.book(trade.pair().upbit()).bestAskE8();
    return Fixed.multiplyE8(quantity, price, RoundingMode.CEILING);
  }
}
