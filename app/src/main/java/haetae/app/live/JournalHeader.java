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
import java.nio.file.Path;

/** A journal's first record: what its engine was built with. It holds no secret. */
public final class JournalHeader {
  /** Counted up whenever old journals cannot be replayed any more. */
  private static final int FORMAT = 2;

  private static final RecordBytes RECORDS = new RecordBytes(UpbitKrwBands.class, FixedTick.class);

  private JournalHeader() {}

  static void write(EngineConfig config, StateOut out) {
    out.putLong(FORMAT);
    RECORDS.write(config, EngineConfig.class, out);
  }

  /** The configuration of the engine that wrote a journal. */
  public static EngineConfig read(Path folder) throws JournalException {
    try (JournalReader reader = JournalReader.open(folder, 1)) {
      JournalRecord first = reader.next();
      if (first == null || RunJournal.kind(first) != RunJournal.Kind.HEADER) {
        throw new JournalException("journal " + folder + " does not begin with a header");
      }
      StateIn in = StateIn.of(first.bytes());
      long format = in.getLong();
      if (format != FORMAT) {
        throw new StateException("format " + format + " instead of " + FORMAT);
      }
      return (EngineConfig) RECORDS.read(EngineConfig.class, in);
    } catch (StateException e) {
      throw new JournalException(
          "journal " + folder + " was written by another version (" + e.getMessage() + ")", e);
    }
  }
}
