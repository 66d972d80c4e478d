package haetae.venue.recorded;

import haetae.market.Venue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Goes through the rows of one file and says what it holds. Threads: one. */
final class Survey {
  private static final long SHORTEST_GAP_MS = 5_000;
  private static final int USUAL_GAPS = 2;
  // A weekend and a holiday lie between two of a bank's rates.
  private static final long LONGEST_BANK_GAP_MS = 5 * 86_400_000L;

  private final FileKind file;
  private final long usualGapMs;
  private final Findings findings;
  private final Map<Venue, Set<String>> symbols = new EnumMap<>(Venue.class);
  private boolean futures;
  private long rows;
  private long firstNs;
  private long lastNs;

  Survey(FileKind file, long usualGapMs, Findings findings) {
    this.file = file;
    this.usualGapMs = usualGapMs;
    this.findings = findings;
    this.futures = file.futures();
    for (Venue venue : Venue.values()) {
      symbols.put(venue, new HashSet<>());
    }
  }

  FileKind file() {
    return file;
  }

  void add(RecordedRow row) {
    if (rows == 0) {
      firstNs = row.timeNs();
    } else {
      gap(row.timeNs());
    }
    rows++;
    lastNs = row.timeNs();
    if (!row.symbol().isEmpty()) {
      known(row.venue()).add(row.symbol());
    }
  }

  /** Says that perpetuals are in it. */
  void futures() {
    futures = true;
  }

  private Set<String> known(Venue venue) {
    Set<String> known = symbols.get(venue);
    if (known == null) {
      throw new IllegalStateException("no such venue: " + venue);
    }
    return known;
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    symbols.forEach((venue, all) -> all.forEach(symbol -> names.add(venue + ":" + symbol)));
    return names;
  }

  private void gap(long timeNs) {
    long gapMs = (timeNs - lastNs) / Times.NS_PER_MS;
    if (gapMs > tolerableMs()) {
      String length = Duration.ofMillis(gapMs).toString();
      findings.add(file, Findings.Kind.GAP, rows + 1, "longer than twice the usual", length);
    }
  }

  private long tolerableMs() {
    return switch (file.format()) {
      case CANDLES -> usualGapMs;
      case BANK_RATE, PREMIUM_TABLE -> LONGEST_BANK_GAP_MS;
      default -> Math.max(SHORTEST_GAP_MS, USUAL_GAPS * usualGapMs);
    };
  }

  Content content() throws RecordingException {
    if (rows == 0) {
      String why = findings.lines().stream().findFirst().map(l -> " (" + l + ")").orElse("");
      throw new RecordingException(file.path() + ": no row could be read" + why);
    }
    return new Content(
        file.path(), file.format(), futures, names(), rows, firstNs, lastNs, usualGapMs);
  }
}
