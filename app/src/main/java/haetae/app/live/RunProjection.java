package haetae.app.live;

import haetae.app.live.RunJournal.Kind;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventDecoder;
import haetae.engine.VenueCommands;
import haetae.engine.ViewRecords;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.journal.JournalRecord;
import haetae.store.sql.LoopSample;
import haetae.store.sql.SqlProjection;
import haetae.store.sql.SqlProjection.Chapter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Brings one run's journal into the tables, a batch at a time, also while it is being written.
 * After an exception it must be closed and opened anew. Threads: one.
 */
final class RunProjection implements AutoCloseable {
  private static final int MOST_PASSED = 50_000;

  private final Path folder;
  private final JournalHeader header;
  private final EngineConfig config;
  private final SqlProjection tables;
  private final EventDecoder decoder = new EventDecoder();
  private final StateIn in = new StateIn();
  private @Nullable JournalReader reader;
  private long committedSeq;
  private long committedRows;

  private RunProjection(
      Path folder, JournalHeader header, EngineConfig config, SqlProjection tables) {
    this.folder = folder;
    this.header = header;
    this.config = config;
    this.tables = tables;
    this.committedSeq = tables.seq();
  }

  /** Goes on behind what the tables already have of a run. */
  static RunProjection open(Connection connection, Path folder)
      throws SQLException, JournalException {
    JournalHeader header = JournalHeader.in(folder);
    EngineConfig config = JournalHeader.read(folder);
    Chapter chapter = new Chapter(RunJournal.name(folder), header.predecessor());
    return new RunProjection(
        folder, header, config, SqlProjection.resume(connection, chapter, config));
  }

  /** Number of the last record that the tables stand for. */
  long seq() {
    return committedSeq;
  }

  /** Rows written or changed since it was opened. */
  long rows() {
    return committedRows;
  }

  /**
   * Takes the next records and commits what they changed.
   *
   * @return true if it stopped before the journal's end
   */
  boolean advance(int most) throws SQLException, JournalException {
    int taken = take(most);
    boolean changed = tables.rows() > committedRows;
    if (changed || tables.seq() - committedSeq >= MOST_PASSED) {
      commit();
    }
    return taken == most;
  }

  /** Takes the next records without a commit; returns how many there were. */
  int take(int most) throws SQLException, JournalException {
    for (int taken = 0; taken < most; taken++) {
      JournalRecord record = next();
      if (record == null) {
        return taken;
      }
      take(record);
    }
    return most;
  }

  /** Makes even what changed no row last, so that it is not read again. */
  void commit() throws SQLException {
    tables.commit(System.currentTimeMillis());
    committedSeq = tables.seq();
    committedRows = tables.rows();
  }

  /** The next record; at the end of a file that is full goes on in the one after it. */
  private @Nullable JournalRecord next() throws JournalException {
    JournalReader current = reader == null ? open() : reader;
    JournalRecord record = current.next();
    if (record == null && current.more()) {
      current.close();
      current = open();
      record = current.next();
    }
    if (record == null && !current.tailFault().isEmpty()) {
      // It may have been looked at while it was being written.
      current.close();
      reader = null;
    }
    return record;
  }

  private JournalReader open() throws JournalException {
    JournalReader opened = JournalReader.open(folder, tables.seq() + 1);
    reader = opened;
    return opened;
  }

  private void take(JournalRecord record) throws SQLException {
    try {
      apply(record.seq(), RunJournal.kind(record), in(record.bytes()));
    } catch (StateException e) {
      throw new StateException(
          "record " + record.seq() + " of " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private StateIn in(byte[] bytes) {
    return in.wrap(bytes, 0, bytes.length);
  }

  private void apply(long seq, Kind kind, StateIn bytes) throws SQLException {
    switch (kind) {
      case HEADER -> tables.began(seq, header.beganMs());
      case EVENT -> {
        Event event = decoder.decode(bytes);
        tables.event(seq, event);
      }
      case COMMAND -> tables.sent(seq, VenueCommands.decode(bytes, config.instruments()));
      case RECORD -> tables.told(seq, ViewRecords.decode(bytes));
      case NOTE -> tables.looped(seq, LoopSample.load(bytes));
      case LATE -> apply(seq, bytes.getEnum(Kind.values()), bytes);
      case NONE, HASH, GAP -> tables.pass(seq);
    }
  }

  @Override
  public void close() {
    JournalReader current = reader;
    if (current != null) {
      current.close();
    }
  }
}
