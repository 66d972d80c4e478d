package haetae.app.storm;

import haetae.app.shadow.Durations;
import haetae.app.shadow.TradeFacts;
import haetae.app.storm.OrderTrail.Sent;
import haetae.engine.EngineSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a storm came to, as text. Immutable. */
public final class StormReport {
  private static final double NS_PER_MS = 1_000_000;
  private static final int MOST_NAMED = 5;

  private final Audit audit;
  private final long calmNs;
  private final int exitCode;
  private final List<Long> stopsMs;
  private final List<String> faults;

  /**
   * A report.
   *
   * @param calmNs engine time at which the last fault was over
   * @param exitCode of the service
   * @param stopsMs time beyond its limit at which each stale stream was told
   * @param failures what the sandbox itself got wrong
   */
  StormReport(
      Audit audit, long calmNs, int exitCode, List<Long> stopsMs, List<Throwable> failures) {
    this.audit = audit;
    this.calmNs = calmNs;
    this.exitCode = exitCode;
    this.stopsMs = List.copyOf(stopsMs);
    this.faults = new ArrayList<>(audit.faults());
    failures.forEach(failure -> faults.add("the sandbox failed: " + failure));
    if (exitCode != 0) {
      faults.add("the service ended with exit code " + exitCode);
    }
    EngineSnapshot end = audit.replay().end();
    if (end.ordersInFlight() + end.tradesInTransit() > 0) {
      faults.add("not everything in flight came to its end");
    }
    if (end.ledgerBreaks() > 0) {
      faults.add(end.ledgerBreaks() + " times the ledger differed from a venue");
    }
  }

  /** What is wrong; empty if nothing is. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Orders that were sent. */
  public int orders() {
    return audit.orders().orders().size();
  }

  /** Pair trades that came to stand hedged. */
  public long trades() {
    return audit.replay().end().trades();
  }

  /** Longest time of each trade for which a leg stood alone, ms: the given percentile of them. */
  public double nakedMs(int percent) {
    return Durations.percentile(naked(), percent) / NS_PER_MS;
  }

  /** The report, a line each. */
  public List<String> lines() {
    EngineSnapshot end = audit.replay().end();
    Collection<Sent> sent = audit.orders().orders().values();
    List<String> lines = new ArrayList<>();
    lines.add(
        "orders sent %d: filled %d, of unknown outcome for a time %d, refused %d"
            .formatted(
                sent.size(),
                count(sent, o -> o.filledE8 > 0),
                count(sent, o -> o.unknown),
                count(sent, o -> o.refused)));
    lines.add("orders by purpose: " + purposes(sent));
    lines.add(
        "trades %d, closed %d, open %d, stops %d, in flight %d"
            .formatted(
                end.trades(),
                end.tradesClosed(),
                end.openPositions(),
                end.stopLosses(),
                end.ordersInFlight()));
    lines.add("naked time of a trade: " + times(naked()) + "; 0 where nothing stood alone");
    lines.add("longest of them: " + longest());
    lines.add("entries stopped after a stream's age limit: " + times(stopsNs()));
    lines.add("feeds not fresh: " + times(audit.orders().blindNs()));
    lines.add("oldest book an entry was decided on: " + times(audit.orders().entryBooksNs()));
    lines.add("after the last fault: " + recovery());
    lines.add(
        "ledger and venues (%d assets and positions), ledger breaks %d:"
            .formatted(audit.balances().size(), end.ledgerBreaks()));
    audit.balances().forEach(line -> lines.add("  " + line));
    lines.add(
        faults.isEmpty()
            ? "no order lost or doubled, every fill booked, ledger = venues; exit code " + exitCode
            : "FAULTS: " + faults.size());
    faults.forEach(fault -> lines.add("  FAULT " + fault));
    return lines;
  }

  private List<Long> naked() {
    return Durations.naked(audit.trades());
  }

  /** The trades whose legs stood alone for longest, for whoever wants to know why. */
  private String longest() {
    return audit.trades().stream()
        .sorted(Comparator.comparingLong(TradeFacts::nakedLongestNs).reversed())
        .limit(MOST_NAMED)
        .map(t -> "T%06d %s".formatted(t.tradeId(), ms(t.nakedLongestNs())))
        .collect(Collectors.joining(", "));
  }

  private List<Long> stopsNs() {
    return stopsMs.stream().map(TimeUnit.MILLISECONDS::toNanos).toList();
  }

  private String recovery() {
    if (calmNs == 0) {
      return "the run ended before it was over";
    }
    long ns = audit.orders().freshSinceNs() - calmNs;
    return ns <= 0 ? "feeds were fresh" : "feeds fresh again after " + ms(ns);
  }

  private static long count(Collection<Sent> sent, Predicate<Sent> what) {
    return sent.stream().filter(what).count();
  }

  private static String purposes(Collection<Sent> sent) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    sent.forEach(o -> counts.merge(o.intent.purpose().name(), 1, Integer::sum));
    return counts.toString();
  }

  private static String times(List<Long> ns) {
    return "%d times, p50 %s, p99 %s, longest %s"
        .formatted(
            ns.size(),
            ms(Durations.percentile(ns, 50)),
            ms(Durations.percentile(ns, 99)),
            ms(Durations.percentile(ns, 100)));
  }

  private static String ms(long ns) {
    return String.format(Locale.ROOT, "%.0f ms", ns / NS_PER_MS);
  }
}
