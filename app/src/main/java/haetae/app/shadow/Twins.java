package haetae.app.shadow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Live trades beside their paper twins: same pair, same direction, decided within the window. The
 * oldest live trade chooses first, and takes the paper trade that is nearest in time and not taken.
 * Immutable.
 *
 * @param pairs trades with a twin
 * @param liveOnly live trades that paper did not make
 * @param paperOnly paper trades that live did not make
 */
public record Twins(List<Twin> pairs, List<TradeFacts> liveOnly, List<TradeFacts> paperOnly) {
  private static final Comparator<TradeFacts> BY_TIME =
      Comparator.comparingLong(TradeFacts::decidedNs).thenComparingLong(TradeFacts::tradeId);

  /** A live trade and its twin. */
  public record Twin(TradeFacts live, TradeFacts paper) {}

  /** Takes copies of the lists. */
  public Twins {
    pairs = List.copyOf(pairs);
    liveOnly = List.copyOf(liveOnly);
    paperOnly = List.copyOf(paperOnly);
  }

  /** Matches all trades. */
  public static Twins of(List<TradeFacts> live, List<TradeFacts> paper, long windowNs) {
    NavigableSet<TradeFacts> free = new TreeSet<>(BY_TIME);
    free.addAll(paper);
    List<Twin> pairs = new ArrayList<>();
    List<TradeFacts> alone = new ArrayList<>();
    for (TradeFacts trade : live.stream().sorted(BY_TIME).toList()) {
      Optional<TradeFacts> twin =
          free.stream()
              .takeWhile(other -> other.decidedNs() <= trade.decidedNs() + windowNs)
              .filter(other -> other.decidedNs() >= trade.decidedNs() - windowNs)
              .filter(other -> alike(trade, other))
              .min(Comparator.comparingLong(other -> apartNs(trade, other)));
      twin.ifPresentOrElse(
          other -> {
            free.remove(other);
            pairs.add(new Twin(trade, other));
          },
          () -> alone.add(trade));
    }
    return new Twins(pairs, alone, List.copyOf(free));
  }

  private static boolean alike(TradeFacts one, TradeFacts other) {
    return one.pair().equals(other.pair()) && one.direction() == other.direction();
  }

  private static long apartNs(TradeFacts one, TradeFacts other) {
    return Math.abs(one.decidedNs() - other.decidedNs());
  }

  /** Paper trades that live was not allowed to make. */
  public long blocked() {
    return paperOnly.stream().filter(trade -> !trade.liveAllowed()).count();
  }
}
