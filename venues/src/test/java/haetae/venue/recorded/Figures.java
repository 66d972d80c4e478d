package haetae.venue.recorded;

import haetae.market.Fixed;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a recording comes to when it is read to its end, row by row. */
final class Figures {
  private final Map<String, Long> rows = new TreeMap<>();
  private final Map<String, BigDecimal> sums = new TreeMap<>();
  private BigDecimal askSum = BigDecimal.ZERO;
  private long firstNs = Long.MAX_VALUE;
  private long lastNs = Long.MIN_VALUE;
  private long timeSumMs;
  private boolean rising = true;

  private Figures() {}

  static Figures of(Path... files) throws RecordingException {
    try (Recording recording = Recording.open(List.of(files))) {
      return of(recording);
    }
  }

  static Figures of(Recording recording) throws RecordingException {
    Figures figures = new Figures();
    RecordedRow row = recording.next();
    while (row != null) {
      figures.add(row);
      row = recording.next();
    }
    return figures;
  }

  private void add(RecordedRow row) {
    rising &= row.timeNs() >= lastNs;
    firstNs = Math.min(firstNs, row.timeNs());
    lastNs = Math.max(lastNs, row.timeNs());
    timeSumMs += row.timeNs() / Times.NS_PER_MS;
    long priceE8 =
        switch (row) {
          case RecordedRow.Priced r -> r.priceE8();
          case RecordedRow.Book r -> r.book().bestBidE8();
          case RecordedRow.Told _ -> 0;
        };
    if (row instanceof RecordedRow.Book r) {
      askSum = askSum.add(Fixed.toDecimal(r.book().bestAskE8()));
    }
    String instrument = row.venue() + ":" + row.symbol();
    rows.merge(instrument, 1L, Long::sum);
    sums.merge(instrument, Fixed.toDecimal(priceE8), BigDecimal::add);
  }

  long rows() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  long rows(String instrument) {
    return rows.getOrDefault(instrument, 0L);
  }

  /** Sum of prices, or of best bids. */
  BigDecimal sum() {
    return sums.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal sum(String instrument) {
    return sums.getOrDefault(instrument, BigDecimal.ZERO);
  }

  BigDecimal askSum() {
    return askSum;
  }

  long firstNs() {
    return firstNs;
  }

  long lastNs() {
    return lastNs;
  }

  long timeSumMs() {
    return timeSumMs;
  }

  boolean rising() {
    return rising;
  }
}
