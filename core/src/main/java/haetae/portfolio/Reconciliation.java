package haetae.portfolio;

import static java.util.Objects.requireNonNull;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.portfolio.Ledger.Origin;
import haetae.portfolio.LedgerEntry.Account;
import haetae.portfolio.LedgerEntry.Kind;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Compares the ledger with what venues report: wallets and perpetual positions.
 *
 * <p>A difference is timing while something of ours is in flight at the venue or was less than
 * {@link #TIMING_NS} ago, and {@link #LONGEST_NS} at most; one that outlives this, or comes out of
 * the blue, is a break until a report agrees again. Tolerance: {@value #PER_POSTING_E8}e-8 for each
 * posting since the last agreement, for digits beyond the eighth, at most 1 KRW, 0.01 USDT or 1e-6
 * of a coin; contracts must be exact. What rounding differs within it is booked, so it never adds
 * up. Threads: the engine's.
 */
public final class Reconciliation {
  /** How long after the last of our own doings a difference may be a matter of their order. */
  public static final long TIMING_NS = 5_000_000_000L;

  /** How long it may be while something of ours is in flight all the time. */
  public static final long LONGEST_NS = 60_000_000_000L;

  private static final long PER_POSTING_E8 = 2;
  private static final long NONE = Long.MIN_VALUE;

  /** What a comparison says. */
  public enum Verdict {
    /** They agree. */
    AGREES,
    /** They differ, and a report or fill may be on its way. */
    TIMING,
    /** They differ and nothing explains it: new. */
    BREAK,
    /** They still differ. */
    STILL_BROKEN,
    /** They agree again after a break. */
    HEALED
  }

  /**
   * One comparison.
   *
   * @param ledgerE8 what the ledger says
   * @param venueE8 what the venue says
   */
  public record Finding(
      Venue venue, Account account, Asset asset, long ledgerE8, long venueE8, Verdict verdict) {
    /** Venue less ledger. */
    public long gapE8() {
      return venueE8 - ledgerE8;
    }

    /** For example {@code UPBIT KRW} or {@code BINANCE BTCUSDT position}. */
    public String name() {
      return venue + " " + asset + (account == Account.POSITION ? " position" : "");
    }

    /** For example {@code UPBIT KRW ledger=5 venue=7 gap=2}. */
    public String text() {
      return name()
          + " ledger="
          + Fixed.format(ledgerE8)
          + " venue="
          + Fixed.format(venueE8)
          + " gap="
          + Fixed.format(gapE8());
    }
  }

  private static final class Line {
    private long venueE8;
    private long postingsAtReport;
    private long postingsAgreed;
    private long differsSinceNs = NONE;
    private boolean broken;
  }

  private final Ledger ledger;
  private final Map<WalletKey, Line> lines = new TreeMap<>();
  private final Set<String> breaks = new TreeSet<>();
  private final long[] activeNs = new long[Venue.values().length];
  private long roundings;

  /** A reconciliation of the ledger that has seen no report. */
  public Reconciliation(Ledger ledger) {
    this.ledger = requireNonNull(ledger, "ledger");
    Arrays.fill(activeNs, NONE);
  }

  /** True once the venue has reported the asset. */
  public boolean known(Venue venue, Account account, Asset asset) {
    return lines.containsKey(new WalletKey(venue, account, asset));
  }

  /** Something of ours happened, or is in flight, at a venue. */
  public void active(Venue venue, long nowNs) {
    activeNs[venue.ordinal()] = nowNs;
  }

  /**
   * What a venue shows.
   *
   * @param account WALLET or POSITION
   * @param amountE8 free and reserved together, or the signed contracts
   */
  public record Report(Venue venue, Account account, Asset asset, long amountE8) {}

  /**
   * Takes a venue's report.
   *
   * @param quiet false while an order of ours is in flight at the venue
   */
  public Finding report(Report report, boolean quiet, long nowNs) {
    WalletKey key = new WalletKey(report.venue(), report.account(), report.asset());
    Line line = lines.computeIfAbsent(key, k -> new Line());
    line.venueE8 = report.amountE8();
    line.postingsAtReport = postings(key);
    return judge(key, line, quiet, nowNs);
  }

  private Finding judge(WalletKey key, Line line, boolean quiet, long nowNs) {
    long ours = ledger.balanceE8(key.venue(), key.account(), key.asset());
    long gap = line.venueE8 - ours;
    if (!quiet) {
      active(key.venue(), nowNs);
    }
    Verdict verdict;
    if (Math.abs(gap) <= toleranceE8(key, line)) {
      verdict = line.broken ? Verdict.HEALED : Verdict.AGREES;
      line.broken = false;
      line.differsSinceNs = NONE;
      if (quiet) {
        round(key, line, gap, nowNs);
      }
    } else if (line.broken) {
      verdict = Verdict.STILL_BROKEN;
    } else {
      line.differsSinceNs = line.differsSinceNs == NONE ? nowNs : line.differsSinceNs;
      line.broken = !timing(key, line, nowNs);
      verdict = line.broken ? Verdict.BREAK : Verdict.TIMING;
    }
    Finding finding =
        new Finding(key.venue(), key.account(), key.asset(), ours, line.venueE8, verdict);
    if (line.broken) {
      breaks.add(finding.name());
    } else {
      breaks.remove(finding.name());
    }
    return finding;
  }

  private boolean timing(WalletKey key, Line line, long nowNs) {
    long active = activeNs[key.venue().ordinal()];
    boolean lately = active != NONE && nowNs - active < TIMING_NS;
    return lately && nowNs - line.differsSinceNs < LONGEST_NS;
  }

  private long toleranceE8(WalletKey key, Line line) {
    if (key.account() == Account.POSITION) {
      return 0;
    }
    long since = postings(key) - line.postingsAgreed;
    return Math.min(PER_POSTING_E8 * since, mostE8(key.asset()));
  }

  private long postings(WalletKey key) {
    return ledger.postings(key.venue(), key.account(), key.asset());
  }

  private static long mostE8(Asset asset) {
    if (asset.equals(Asset.KRW)) {
      return Fixed.ONE;
    }
    return asset.equals(Asset.USDT) ? Fixed.ONE / 100 : 100;
  }

  private void round(WalletKey key, Line line, long gapE8, long nowNs) {
    if (gapE8 != 0) {
      String id = key.asset() + "#" + ++roundings;
      Origin origin = new Origin(key.venue(), id, 0, 0, nowNs);
      ledger.postExternal(Kind.ROUNDING, key.asset(), gapE8, 0, origin);
    }
    line.postingsAgreed = postings(key);
    line.postingsAtReport = line.postingsAgreed;
  }

  /**
   * Looks again at differences that were timing, without a new report: they may have been explained
   * since, or not in time.
   *
   * @param quiet tells of a venue whether nothing of ours is in flight there
   * @return what is new: breaks and agreements
   */
  public List<Finding> recheck(Predicate<Venue> quiet, long nowNs) {
    List<Finding> news = new ArrayList<>();
    for (Map.Entry<WalletKey, Line> entry : lines.entrySet()) {
      WalletKey key = entry.getKey();
      Line line = entry.getValue();
      boolean suspect = line.differsSinceNs != NONE && !line.broken;
      // Once the ledger has moved on, an old report can explain a difference but not prove one.
      boolean moved = postings(key) != line.postingsAtReport;
      long gap = line.venueE8 - ledger.balanceE8(key.venue(), key.account(), key.asset());
      if (suspect && (!moved || Math.abs(gap) <= toleranceE8(key, line))) {
        Finding finding = judge(key, line, quiet.test(key.venue()), nowNs);
        if (finding.verdict() != Verdict.TIMING) {
          news.add(finding);
        }
      }
    }
    return news;
  }

  /** Every break, with the numbers of now. */
  public List<Finding> broken() {
    List<Finding> found = new ArrayList<>();
    lines.forEach(
        (key, line) -> {
          if (line.broken) {
            long ours = ledger.balanceE8(key.venue(), key.account(), key.asset());
            found.add(
                new Finding(
                    key.venue(),
                    key.account(),
                    key.asset(),
                    ours,
                    line.venueE8,
                    Verdict.STILL_BROKEN));
          }
        });
    return found;
  }

  /** After something was booked by hand: compares the last report of an account again. */
  public Finding again(Finding before, boolean quiet, long nowNs) {
    WalletKey key = new WalletKey(before.venue(), before.account(), before.asset());
    Line line = requireNonNull(lines.get(key), before.name());
    return judge(key, line, quiet, nowNs);
  }

  /** Names of what differs; not to be changed. */
  public Set<String> breaks() {
    return breaks;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLongs(activeNs).putLong(roundings).putLong(lines.size());
    lines.forEach(
        (key, line) -> {
          out.putEnum(key.venue()).putEnum(key.account()).putText(key.asset().code());
          out.putLong(line.venueE8).putLong(line.postingsAtReport).putLong(line.postingsAgreed);
          out.putLong(line.differsSinceNs).putBool(line.broken);
        });
    out.putLong(breaks.size());
    breaks.forEach(out::putText);
  }

  /** Reads what {@link #save} has written into a reconciliation that has seen no report. */
  public void load(StateIn in) {
    in.getLongs(activeNs, "number of venues");
    roundings = in.getLong();
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      WalletKey key =
          new WalletKey(
              in.getEnum(Venue.values()), in.getEnum(Account.values()), new Asset(in.getText()));
      lines.put(key, line(in));
    }
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      breaks.add(in.getText());
    }
  }

  private static Line line(StateIn in) {
    Line line = new Line();
    line.venueE8 = in.getLong();
    line.postingsAtReport = in.getLong();
    line.postingsAgreed = in.getLong();
    line.differsSinceNs = in.getLong();
    line.broken = in.getBool();
    return line;
  }
}
