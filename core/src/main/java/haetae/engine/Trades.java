package haetae.engine;

import haetae.execution.PairTrade;
import haetae.execution.PairTrade.EntryDecision;
import haetae.market.Direction;
import haetae.market.Pair;
import haetae.risk.Gate;
import haetae.state.RunningHash;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The open trades, oldest first, and the last that ended, of which something may still be heard.
 * Threads: the engine's.
 */
final class Trades {
  private static final int ENDED_KEPT = 1_000;

  private final List<OpenTrade> open = new ArrayList<>();
  private final Map<Long, OpenTrade> byId = new TreeMap<>();
  private final RunningHash ends = new RunningHash();
  private final StateOut scratch = new StateOut();
  private long lastId;

  OpenTrade begin(Pair pair, Direction direction, EntryDecision decision, Gate gate) {
    return add(new PairTrade(++lastId, pair, direction, decision), gate);
  }

  OpenTrade sweep(Pair pair, Direction direction, EntryDecision decision, Gate gate) {
    return add(PairTrade.sweep(++lastId, pair, direction, decision), gate);
  }

  private OpenTrade add(PairTrade trade, Gate gate) {
    OpenTrade opened = new OpenTrade(trade, gate);
    open.add(opened);
    byId.put(trade.id(), opened);
    return opened;
  }

  /** Forgets ended trades that are old once there are too many; true if it did. */
  boolean forgetOld() {
    if (byId.size() <= ENDED_KEPT) {
      return false;
    }
    long beforeId = lastId - ENDED_KEPT / 2;
    byId.values().removeIf(o -> o.trade.ended() && o.trade.id() < beforeId);
    return true;
  }

  /** Ids of all that is remembered; not to be changed. */
  Set<Long> ids() {
    return byId.keySet();
  }

  void ended(OpenTrade opened) {
    open.remove(opened);
  }

  /** All that comes with a trade's end is done: as it is now, it stays, unless it is reopened. */
  void settled(OpenTrade opened) {
    opened.save(scratch.clear());
    ends.add(scratch);
  }

  /** A trade that may have ended is open. */
  void reopen(OpenTrade opened) {
    if (!open.contains(opened)) {
      open.add(opened);
      open.sort(Comparator.comparingLong(o -> o.trade.id()));
    }
  }

  /** Open trades, oldest first; not to be changed. */
  List<OpenTrade> open() {
    return open;
  }

  OpenTrade get(long tradeId) {
    OpenTrade found = byId.get(tradeId);
    if (found == null) {
      throw new IllegalStateException("no trade " + tradeId);
    }
    return found;
  }

  boolean inTransit(Pair pair) {
    for (int i = 0; i < open.size(); i++) {
      PairTrade trade = open.get(i).trade;
      if (trade.pair().id() == pair.id() && trade.inTransit()) {
        return true;
      }
    }
    return false;
  }

  void save(StateOut out) {
    out.putLong(lastId).putLong(byId.size());
    byId.values().forEach(opened -> opened.save(out));
    out.putLong(open.size());
    open.forEach(opened -> out.putLong(opened.trade.id()));
    ends.save(out);
  }

  /** What the state hash is of: the open trades, and a hash of the ends of all others. */
  void digest(StateOut out) {
    out.putLong(lastId).putLong(byId.size()).putLong(open.size());
    for (int i = 0; i < open.size(); i++) {
      open.get(i).save(out);
    }
    ends.save(out);
  }

  void load(StateIn in, List<Pair> pairs) {
    lastId = in.getLong();
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      OpenTrade opened = OpenTrade.load(in, pairs);
      byId.put(opened.trade.id(), opened);
    }
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      long id = in.getLong();
      OpenTrade opened = byId.get(id);
      if (opened == null) {
        throw new StateException("open trade " + id + " is missing");
      }
      open.add(opened);
    }
    ends.load(in);
  }
}
