package haetae.engine;

import java.util.List;

/**
 * Everything the operator's desk shows of the engine, as of one moment. Immutable; safe on any
 * thread.
 *
 * @param positions what each open trade holds, oldest first
 * @param pairs each pair that is traded, in the order of the configuration
 * @param balances by venue and asset, of assets that are traded or held
 * @param venues one for each venue, in the order of {@link haetae.market.Venue}
 * @param drawdownPpm fall of equity from its peak
 * @param killed the drawdown limit is latched
 * @param pauseReason why entries are paused, empty if they are not
 * @param breakerMs time until the breaker lets a probe pass, 0 if it is closed
 * @param nakedKrwE8 worth of the legs that stand alone or can come to
 * @param stops limits that keep every entry out, in the words of the safety log
 * @param breaks assets whose balance differs from the venue's without an explanation
 */
public record OperatorView(
    EngineSnapshot snapshot,
    List<PositionView> positions,
    List<PairView> pairs,
    List<BalanceView> balances,
    List<VenueView> venues,
    long drawdownPpm,
    boolean killed,
    String pauseReason,
    long breakerMs,
    long nakedKrwE8,
    List<String> stops,
    List<String> breaks) {
  /** Takes copies of the lists. */
  public OperatorView {
    positions = List.copyOf(positions);
    pairs = List.copyOf(pairs);
    balances = List.copyOf(balances);
    venues = List.copyOf(venues);
    stops = List.copyOf(stops);
    breaks = List.copyOf(breaks);
  }
}
