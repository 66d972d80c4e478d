package haetae.engine;

import haetae.execution.PairTrade;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.portfolio.Attribution;
import haetae.portfolio.Dust;
import haetae.portfolio.PairAccount;
import haetae.portfolio.UnhedgedTime;
import haetae.risk.Gate;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pair trade with what the engine keeps beside it. Threads: the engine's. */
final class OpenTrade {
  final PairTrade trade;
  final PairAccount account;
  final UnhedgedTime unhedged = new UnhedgedTime();

  /** Fixed at the entry: a leg opened at a venue is hedged and closed at the same one. */
  final Gate gate;

  boolean counted;
  boolean stuckTold;
  boolean nakedTold;
  boolean stopped;
  boolean frozenTold;
  boolean fundingTold;

  /** Reduce-only orders that found nothing to reduce. */
  int reduceRefused;

  /** How far the exit premium has moved against the pair, as of its last book. */
  long adversePpm;

  long exitPremiumPpm;

  /** What its end came to; null while it has not ended. */
  @Nullable Attribution booked;

  /** What it left at each venue when it ended, and the worth of that. */
  final long[] dustE8 = new long[Venue.values().length];

  final long[] dustKrwE8 = new long[Venue.values().length];

  /** Dust of ended trades that it has taken over at each venue. */
  final Dust[] taken = {Dust.NONE, Dust.NONE};

  OpenTrade(PairTrade trade, Gate gate) {
    this.trade = trade;
    this.gate = gate;
    this.account = new PairAccount(trade.pair(), trade.direction());
  }

  /** Dust of an ended trade becomes part of it. */
  void takeOver(Venue venue, Dust dust) {
    trade.takeOver(venue, dust.netE8());
    account.takeOver(venue, dust);
    taken[venue.ordinal()] = taken[venue.ordinal()].plus(dust);
  }

  /** Gives back all that it has taken over at a venue. */
  Dust giveBack(Venue venue) {
    Dust dust = taken[venue.ordinal()];
    trade.takeOver(venue, -dust.netE8());
    account.giveBack(venue, dust);
    taken[venue.ordinal()] = Dust.NONE;
    return dust;
  }

  /** What it came to, for the views. */
  TradeRecord record(Attribution result, long closedNs, String reason) {
    return new TradeRecord(
        trade.id(),
        trade.pair().name(),
        trade.direction(),
        trade.openedNs(),
        closedNs,
        trade.targetE8(),
        trade.entryPremiumPpm(),
        exitPremiumPpm,
        result.totalE8(),
        account.feesKrwE8(),
        result,
        reason);
  }

  void save(StateOut out) {
    trade.save(out);
    out.putEnum(gate);
    account.save(out);
    unhedged.save(out);
    out.putBool(counted).putBool(stuckTold).putBool(nakedTold).putBool(stopped).putBool(frozenTold);
    out.putBool(fundingTold).putLong(reduceRefused);
    out.putLong(adversePpm).putLong(exitPremiumPpm).putLongs(dustE8).putLongs(dustKrwE8);
    for (Dust dust : taken) {
      dust.save(out);
    }
    Attribution result = booked;
    out.putBool(result != null);
    if (result != null) {
      result.save(out);
    }
  }

  static OpenTrade load(StateIn in, List<Pair> pairs) {
    OpenTrade opened = new OpenTrade(PairTrade.load(in, pairs), in.getEnum(Gate.values()));
    opened.account.load(in);
    opened.unhedged.load(in);
    opened.counted = in.getBool();
    opened.stuckTold = in.getBool();
    opened.nakedTold = in.getBool();
    opened.stopped = in.getBool();
    opened.frozenTold = in.getBool();
    opened.fundingTold = in.getBool();
    opened.reduceRefused = (int) in.getLong();
    opened.adversePpm = in.getLong();
    opened.exitPremiumPpm = in.getLong();
    in.getLongs(opened.dustE8, "number of venues");
    in.getLongs(opened.dustKrwE8, "number of venues");
    for (int i = 0; i < opened.taken.length; i++) {
      opened.taken[i] = Dust.load(in);
    }
    opened.booked = in.getBool() ? Attribution.load(in) : null;
    return opened;
  }
}
