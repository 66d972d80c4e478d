package haetae.venue.recorded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Recorded files, merged by time. What is odd in them is counted and named, never silently dropped.
 *
 * <p>Opening reads every file once to the end, so that what it holds is known before anything is
 * traded; then they are read again, row by row. Memory does not grow with their size. Threads: one.
 */
public final class Recording implements AutoCloseable {
  /** One file being read. */
  private static final class Stream {
    private final RowReader reader;
    private @Nullable RecordedRow head;

    Stream(RowReader reader) {
      this.reader = reader;
    }
  }

  private final Surveyed surveyed;
  private final List<Stream> streams = new ArrayList<>();
  private @Nullable Stream taken;

  Recording(Surveyed surveyed) throws RecordingException {
    this.surveyed = surveyed;
    begin(surveyed.files());
  }

  /**
   * Opens files that nobody has looked at yet.
   *
   * @throws RecordingException as {@link #survey}
   */
  public static Recording open(List<Path> paths) throws RecordingException {
    return survey(paths).open();
  }

  /**
   * Reads files to their end, to know what they hold.
   *
   * @throws RecordingException if one cannot be read or holds no row, or two hold the same
   *     instrument at the same time
   */
  public static Surveyed survey(List<Path> paths) throws RecordingException {
    List<FileKind> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(FileKind.of(path));
    }
    // Frames of one instrument continue from file to file; by name is by day.
    files.sort(Comparator.comparing(file -> file.path().toString()));
    List<Callable<Surveyed>> parts = new ArrayList<>();
    for (FileKind file : files) {
      if (file.format() != Format.BINANCE_FRAMES) {
        parts.add(() -> survey(file, files));
      }
    }
    for (List<FileKind> days : frames(files)) {
      parts.add(() -> surveyFrames(days));
    }
    Findings findings = new Findings();
    List<Content> contents = new ArrayList<>();
    for (Surveyed part : sideBySide(parts)) {
      contents.addAll(part.contents());
      findings.addAll(part.findings());
    }
    contents.sort(Comparator.comparing(content -> content.path().toString()));
    Content.refuseOverlaps(contents);
    return new Surveyed(files, contents, findings);
  }

  /** Does all parts on as many threads as there are processors; results in the parts' order. */
  private static List<Surveyed> sideBySide(List<Callable<Surveyed>> parts)
      throws RecordingException {
    int threads = Math.clamp(parts.size(), 1, Runtime.getRuntime().availableProcessors());
    List<Surveyed> done = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Surveyed> part : pool.invokeAll(parts)) {
        done.add(part.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordingException told) {
        throw told;
      }
      throw new IllegalStateException("a survey failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecordingException("interrupted while the recordings were surveyed");
    }
    return done;
  }

  private static Surveyed survey(FileKind file, List<FileKind> all) throws RecordingException {
    Findings findings = new Findings();
    long usual =
        file.format() == Format.CANDLES
            ? Readers.candleNs(file) / Times.NS_PER_MS
            : file.format().gapMs();
    Survey survey = new Survey(file, usual, findings);
    try (RowReader reader = Readers.open(file, all, findings)) {
      RecordedRow row = reader.next();
      while (row != null) {
        survey.add(row);
        row = reader.next();
      }
      if (reader instanceof SegmentRows segment && segment.perpetuals()) {
        survey.futures();
      }
    }
    return new Surveyed(List.of(file), List.of(survey.content()), findings);
  }

  /** A later file's book is built by the ones before it. */
  private static Surveyed surveyFrames(List<FileKind> days) throws RecordingException {
    Findings findings = new Findings();
    List<Content> contents = new ArrayList<>();
    try (ChainedFrames reader = new ChainedFrames(days, findings)) {
      Survey survey = new Survey(days.get(0), 0, findings);
      RecordedRow row = reader.next();
      while (row != null) {
        if (!reader.file().equals(survey.file())) {
          contents.add(survey.content());
          survey = new Survey(reader.file(), 0, findings);
        }
        survey.add(row);
        row = reader.next();
      }
      contents.add(survey.content());
    }
    return new Surveyed(days, contents, findings);
  }

  /** Files of raw frames by instrument, spot and USD-M apart. */
  private static List<List<FileKind>> frames(List<FileKind> files) {
    List<FileKind> frames =
        files.stream().filter(f -> f.format() == Format.BINANCE_FRAMES).toList();
    Set<String> instruments = new TreeSet<>();
    frames.forEach(f -> instruments.add(f.symbol() + f.futures()));
    return instruments.stream()
        .map(name -> frames.stream().filter(f -> name.equals(f.symbol() + f.futures())).toList())
        .toList();
  }

  private void begin(List<FileKind> files) throws RecordingException {
    Findings again = new Findings();
    for (FileKind file : files) {
      if (file.format() != Format.BINANCE_FRAMES) {
        start(Readers.open(file, files, again));
      }
    }
    for (List<FileKind> days : frames(files)) {
      start(new ChainedFrames(days, again));
    }
  }

  private void start(RowReader reader) throws RecordingException {
    Stream stream = new Stream(reader);
    streams.add(stream);
    stream.head = reader.next();
  }

  /** The next row of all files; null at the end. The row before it is of no use any more. */
  public @Nullable RecordedRow next() throws RecordingException {
    Stream last = taken;
    if (last != null) {
      // Only now, since a reader may fill the same book again when it looks ahead.
      last.head = last.reader.next();
    }
    taken = earliest();
    return taken == null ? null : taken.head;
  }

  private @Nullable Stream earliest() {
    Stream best = null;
    long bestNs = Long.MAX_VALUE;
    for (Stream stream : streams) {
      RecordedRow head = stream.head;
      if (head != null && head.timeNs() < bestNs) {
        best = stream;
        bestNs = head.timeNs();
      }
    }
    return best;
  }

  /** What the files hold, by name. */
  public List<Content> contents() {
    return surveyed.contents();
  }

  /** What was odd in them. */
  public Findings findings() {
    return surveyed.findings();
  }

  @Override
  public void close() {
    streams.forEach(stream -> stream.reader.close());
    streams.clear();
  }
}
