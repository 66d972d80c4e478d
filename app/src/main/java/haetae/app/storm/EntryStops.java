package haetae.app.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How soon entries stopped once a stream was older than its limit, by the log of a run. */
final class EntryStops {
  private static final Pattern TOLD =
      Pattern.compile("not fresh: .*?(\\d{1,12}) ms old, its limit is (\\d{1,12}) ms");

  private EntryStops() {}

  /** Time beyond the limit at which each stale stream was told and entries were stopped, ms. */
  static List<Long> told(Path log) throws IOException {
    return TOLD.matcher(Files.readString(log)).results().map(EntryStops::beyond).toList();
  }

  private static long beyond(MatchResult told) {
    return Long.parseLong(told.group(1)) - Long.parseLong(told.group(2));
  }
}
