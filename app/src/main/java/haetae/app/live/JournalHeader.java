package haetae.app.live;

import haetae.engine.EngineConfig;
import haetae.market.FixedTick;
import haetae.market.UpbitKrwBands;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.journal.JournalRecord;
import haetae.store.journal.Snapshot;
import haetae.store.journal.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A journal's first record: when its run began, on what, and what its engine was built with. It
 * holds no secret. Immutable.
 */
public final class JournalHeader {
  /** Counted up whenever old journals cannot be replayed any more. */
  private static final int FORMAT = 2;

  private static final RecordBytes RECORDS = new RecordBytes(UpbitKrwBands.class, FixedTick.class);

  private final long beganMs;
  private final boolean lasting;
  private final String predecessor;
  private final byte[] config;

  private JournalHeader(long beganMs, boolean lasting, String predecessor, byte[] config) {
    this.beganMs = beganMs;
    this.lasting = lasting;
    this.predecessor = predecessor;
    this.config = config;
  }

  /**
   * A header.
   *
   * @param beganMs ms since the epoch
   * @param lasting a later run of the same mode may go on with this one
   * @param predecessor folder's name of the run this one goes on with, empty if it begins anew
   */
  static JournalHeader of(EngineConfig config, long beganMs, boolean lasting, String predecessor) {
    StateOut out = new StateOut();
    RECORDS.write(config, EngineConfig.class, out);
    return new JournalHeader(beganMs, lasting, predecessor, out.toBytes());
  }

  /** When the run began, ms since the epoch. */
  long beganMs() {
    return beganMs;
  }

  /** True if a later run of its mode may go on with it. */
  boolean lasting() {
    return lasting;
  }

  /** The run this one goes on with, empty if it began anew. */
  String predecessor() {
    return predecessor;
  }

  /**
   * What the engine was built with.
   *
   * @throws StateException if another version wrote it
   */
  EngineConfig config() {
    return (EngineConfig) RECORDS.read(EngineConfig.class, StateIn.of(config));
  }

  void write(StateOut out) {
    out.putLong(FORMAT).putLong(beganMs).putBool(lasting).putText(predecessor);
    out.putLong(config.length).putBytes(config);
  }

  static JournalHeader read(StateIn in) {
    in.expect(FORMAT, "format");
    long beganMs = in.getLong();
    boolean lasting = in.getBool();
    String predecessor = in.getText();
    return new JournalHeader(beganMs, lasting, predecessor, in.getBytes(in.getInt()));
  }

  /** The configuration of the engine that wrote a journal. */
  public static EngineConfig read(Path folder) throws JournalException {
    try {
      return in(folder).config();
    } catch (StateException e) {
      throw otherVersion(folder, e);
    }
  }

  private static JournalException otherVersion(Path folder, StateException e) {
    return new JournalException(
        "journal " + folder + " was written by another version (" + e.getMessage() + ")", e);
  }

  /** The header of a journal: its first record, or when that was let go, as a snapshot has it. */
  static JournalHeader in(Path folder) throws JournalException {
    try {
      if (JournalReader.oldestSeq(folder) > 1) {
        Optional<Snapshot> snapshot = new Snapshots(folder, 1).newest();
        return read(
            StateIn.of(
                snapshot
                    .orElseThrow(
                        () -> new JournalException("journal " + folder + " has lost its header"))
                    .bytes()));
      }
      return first(folder);
    } catch (StateException e) {
      throw otherVersion(folder, e);
    } catch (IOException e) {
      throw new JournalException("journal " + folder + " cannot be read: " + e, e);
    }
  }

  private static JournalHeader first(Path folder) throws JournalException {
    return read(firstRecord(folder));
  }

  private static StateIn firstRecord(Path folder) throws JournalException {
    try (JournalReader reader = JournalReader.open(folder, 1)) {
      JournalRecord first = reader.next();
      if (first == null || RunJournal.kind(first) != RunJournal.Kind.HEADER) {
        throw new JournalException("journal " + folder + " does not begin with a header");
      }
      return StateIn.of(first.bytes());
    }
  }

  /** True if a version wrote a journal whose runs could not be gone on with yet. */
  static boolean outdated(Path folder) throws JournalException {
    return JournalReader.oldestSeq(folder) == 1 && firstRecord(folder).getLong() < FORMAT;
  }
}
