package haetae.app.research;

import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.venue.recorded.Content;
import haetae.venue.recorded.RecordedRow;
import haetae.venue.recorded.Recording;
import haetae.venue.recorded.RecordingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the premium of each coin out of recordings: {@code upbit / (binance * rate) - 1} at mid
 * prices. A sample is taken at the end of a moment, once both venues have spoken since the last
 * one. Threads: one.
 */
final class PremiumReader {
  private static final long NS_PER_DAY = 86_400_000_000_000L;
  private static final long BANK_RATE_NS = 5 * NS_PER_DAY;
  private static final String RATE = "KRW-USDT";

  /** Which day's rate of a bank counts. */
  enum BankRate {
    /** The last one whose day is over: what a trader could have known. */
    KNOWN,
    /** That of the same day, which is only known at its end: for comparing with such figures. */
    SAME_DAY
  }

  /**
   * What to read.
   *
   * @param fromNs first time that counts
   * @param toNs first time that does not count any more
   * @param stepNs least time between two samples of a coin
   */
  record Wish(List<Path> files, BankRate bank, long fromNs, long toNs, long stepNs) {}

  /**
   * What was found.
   *
   * @param series by coin
   * @param notes what the files held and what was odd in them
   * @param skewed pairs of prices that were too far apart in time to be compared
   * @param rateless moments without a rate
   */
  record Result(
      Map<String, PremiumSeries> series, List<String> notes, long skewed, long rateless) {}

  private final Wish wish;
  private final LongConsumer progress;
  private final Map<String, Coin> coins = new TreeMap<>();
  private final Map<String, PremiumSeries> series = new TreeMap<>();
  private final TreeMap<Long, Double> bankRates = new TreeMap<>();
  private double rate = Double.NaN;
  private long rateNs;
  private long rateAgeNs;
  private long skewNs;
  private long skewed;
  private long rateless;

  private PremiumReader(Wish wish, LongConsumer progress) {
    this.wish = wish;
    this.progress = progress;
  }

  /**
   * Reads all files.
   *
   * @param progress told the number of rows read, now and then
   * @throws RecordingException if a file cannot be read
   */
  static Result read(Wish wish, LongConsumer progress) throws RecordingException {
    PremiumReader reader = new PremiumReader(wish, progress);
    if (wish.bank() == BankRate.SAME_DAY) {
      reader.readBankRates();
    }
    try (Recording recording = Recording.open(wish.files())) {
      reader.prepare(recording);
      reader.readAll(recording);
      return new Result(reader.series, notes(recording), reader.skewed, reader.rateless);
    }
  }

  private void readBankRates() throws RecordingException {
    try (Recording recording = Recording.open(wish.files())) {
      if (recording.contents().stream().noneMatch(c -> c.format().bankRate())) {
        return;
      }
      RecordedRow row = recording.next();
      while (row != null) {
        if (row.symbol().equals(RATE) && row instanceof RecordedRow.Priced priced) {
          bankRates.put(row.timeNs(), priced.priceE8() / (double) Fixed.ONE);
        }
        row = recording.next();
      }
    }
  }

  private void prepare(Recording recording) {
    boolean bank = recording.contents().stream().anyMatch(c -> c.format().bankRate());
    long gapMs =
        recording.contents().stream()
            .filter(c -> !c.format().bankRate())
            .mapToLong(Content::gapMs)
            .max()
            .orElse(NS_PER_DAY / 1_000_000);
    skewNs = Math.max(1_000, gapMs) * 1_000_000;
    rateAgeNs = bank ? BANK_RATE_NS : 10 * skewNs;
  }

  private void readAll(Recording recording) throws RecordingException {
    long rows = 0;
    RecordedRow row = recording.next();
    while (row != null) {
      long timeNs = row.timeNs();
      while (row != null && row.timeNs() == timeNs) {
        take(row);
        row = recording.next();
        rows++;
      }
      if (timeNs >= wish.fromNs() && timeNs < wish.toNs()) {
        sample(timeNs);
      }
      progress.accept(rows);
    }
  }

  private void take(RecordedRow row) {
    if (row instanceof RecordedRow.Told) {
      return;
    }
    double price =
        switch (row) {
          case RecordedRow.Book r -> r.book().midE8() / (double) Fixed.ONE;
          case RecordedRow.Priced r -> r.priceE8() / (double) Fixed.ONE;
          case RecordedRow.Told _ -> Double.NaN;
        };
    if (row.symbol().equals(RATE)) {
      rate = price;
      rateNs = row.timeNs();
    } else if (row.venue() == Venue.UPBIT && row.symbol().startsWith("KRW-")) {
      coin(row.symbol().substring("KRW-".length())).upbit(price, row.timeNs());
    } else if (row.venue() == Venue.BINANCE && row.symbol().endsWith("USDT")) {
      String name = row.symbol().substring(0, row.symbol().length() - "USDT".length());
      coin(name).binance(price, row.timeNs());
    }
  }

  private Coin coin(String name) {
    return coins.computeIfAbsent(name, Coin::new);
  }

  private void sample(long timeNs) {
    Double now = rateAt(timeNs);
    for (Coin coin : coins.values()) {
      if (!coin.due()) {
        continue;
      }
      PremiumSeries mine = series.computeIfAbsent(coin.name(), PremiumSeries::new);
      boolean early = mine.size() > 0 && timeNs - mine.timeNs(mine.size() - 1) < wish.stepNs();
      if (early) {
        continue;
      }
      if (now == null) {
        rateless++;
        coin.take(1);
      } else if (coin.skewNs() > skewNs) {
        skewed++;
        coin.take(1);
      } else {
        mine.add(timeNs, coin.take(now));
      }
    }
  }

  private @Nullable Double rateAt(long timeNs) {
    if (!bankRates.isEmpty()) {
      // A moment at midnight belongs to the day that ends there, as a candle's close does.
      long dayEnd = timeNs + NS_PER_DAY - 1;
      Map.Entry<Long, Double> entry = bankRates.floorEntry(dayEnd);
      boolean fresh = entry != null && dayEnd - entry.getKey() <= BANK_RATE_NS;
      return fresh ? entry.getValue() : null;
    }
    boolean fresh = !Double.isNaN(rate) && timeNs - rateNs <= rateAgeNs;
    return fresh ? Double.valueOf(rate) : null;
  }

  private static List<String> notes(Recording recording) {
    List<String> notes = new java.util.ArrayList<>();
    for (Content content : recording.contents()) {
      notes.add(
          "%s: %s, %d rows, %s to %s"
              .formatted(
                  content.path().getFileName(),
                  content.format().words(),
                  content.rows(),
                  Times.text(content.firstNs()),
                  Times.text(content.lastNs())));
    }
    notes.addAll(recording.findings().lines());
    return notes;
  }
}
