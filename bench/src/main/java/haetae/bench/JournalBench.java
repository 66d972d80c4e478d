package haetae.bench;

import haetae.engine.BookChanged;
import haetae.engine.EventEncoder;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalConfig;
import haetae.store.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An append to a journal on a real disk, which is synced every 10 ms by its own thread, as in the
 * service. One every 20 us: ten times as often as both venues together send books.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
public class JournalBench {
  private static final long PAUSE_NS = 20_000;
  private static final int SEGMENT_BYTES = 16 << 20;
  private static final long KEEP_BYTES = 64 << 20;
  private static final int LEVELS = 12;
  private static final long E8 = 100_000_000L;

  private final StateOut bytes = new StateOut();
  private final BookChanged book = new BookChanged();
  private Path folder = Path.of("");
  private @Nullable Journal journal;
  private long seq;

  /** Opens the journal in a fresh folder. */
  @Setup(Level.Trial)
  public void start() throws IOException, JournalException {
    folder = Files.createTempDirectory("haetae-bench");
    journal = Journal.open(new JournalConfig(folder, SEGMENT_BYTES, 10, KEEP_BYTES)).start();
    book.begin(1, 1_800_000_000_000_000_000L, 1_800_000_000_000L);
    for (int i = 0; i < LEVELS; i++) {
      book.book().addBid((105_000_000L - i * 1_000L) * E8, E8 / 10 + i);
      book.book().addAsk((105_001_000L + i * 1_000L) * E8, E8 / 10 + i);
    }
    EventEncoder.encode(book, bytes.clear());
  }

  /** Lets the syncs come along between two appends, and old files go. */
  @Setup(Level.Invocation)
  public void pause() {
    long end = System.nanoTime() + PAUSE_NS;
    open().release(seq);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private Journal open() {
    Journal opened = journal;
    if (opened == null) {
      throw new IllegalStateException("not set up");
    }
    return opened;
  }

  /** The bytes of a book of twelve levels. */
  @Benchmark
  public long appendBook() {
    seq = open().append(2, bytes.buffer(), bytes.length());
    return seq;
  }

  /** The same with the book turned into bytes. */
  @Benchmark
  public long encodeAndAppendBook() {
    EventEncoder.encode(book, bytes.clear());
    seq = open().append(2, bytes.buffer(), bytes.length());
    return seq;
  }

  /** Closes and deletes it. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    open().close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
