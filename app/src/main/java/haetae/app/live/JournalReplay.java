package haetae.app.live;

import haetae.app.config.ConfigException;
import haetae.app.live.RunJournal.Kind;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EngineSnapshot;
import haetae.engine.Event;
import haetae.engine.EventDecoder;
import haetae.engine.EventHandler;
import haetae.engine.VenueCommands;
import haetae.engine.ViewRecords;
import haetae.state.StateIn;
import haetae.state.StateOut;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.journal.JournalRecord;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a new engine over a journal and compares what it decides with what was sent, command by
 * command, and its state with the hashes that were written. Threads: one.
 */
public final class JournalReplay {
  private final EngineConfig config;
  private final Engine engine;
  private final EventHandler handler;
  private final EventDecoder decoder = new EventDecoder();
  private final StateIn in = new StateIn();
  private final StateOut out = new StateOut();
  private final ArrayDeque<byte[]> due = new ArrayDeque<>();
  private final ArrayDeque<byte[]> told = new ArrayDeque<>();
  private long nowNs;
  private final List<Command> last = new ArrayList<>();
  private long events;
  private long commands;
  private long hashes;
  private String difference = "";
  private @Nullable JournalRecord latest;

  /**
   * A replay that goes on from a state.
   *
   * @param engine built with this configuration
   */
  JournalReplay(EngineConfig config, Engine engine) {
    this(config, engine, engine);
  }

  private JournalReplay(EngineConfig config, Engine engine, EventHandler handler) {
    this.config = config;
    this.engine = engine;
    this.handler = handler;
  }

  /**
   * What a replay came to.
   *
   * @param fromSeq record up to which the state went that it began with
   * @param record the last record that was looked at, in words; empty if there was none
   * @param state what the engine held then, a line each
   * @param difference the first place where the engine decided otherwise; empty if it never did
   * @param engine in its state at the end
   */
  public record Result(
      long fromSeq,
      long events,
      long commands,
      long hashes,
      String record,
      List<String> state,
      String difference,
      Engine engine) {
    /** The engine's figures at the end. */
    public EngineSnapshot end() {
      return engine.snapshot();
    }

    /** Hash of the engine's state at the end. */
    public long stateHash() {
      return engine.stateHash();
    }
  }

  /**
   * Replays a run, from the earliest state from which all of its records are kept.
   *
   * @param untilSeq last record that is looked at
   */
  public static Result run(Path folder, long untilSeq) throws JournalException, ConfigException {
    return run(folder, untilSeq, engine -> engine);
  }

  /**
   * The same, watched.
   *
   * @param watch is given the engine and returns what takes its events in its place
   */
  public static Result run(Path folder, long untilSeq, UnaryOperator<EventHandler> watch)
      throws JournalException, ConfigException {
    EngineConfig config = JournalHeader.read(folder);
    RunFolder.Start start = RunFolder.open(folder).earliest();
    if (untilSeq < start.seq()) {
      throw new JournalException(
          "journal %s begins with the state as of record %d: record %d is not kept any more"
              .formatted(folder, start.seq(), untilSeq));
    }
    Engine engine = start.engine(config);
    JournalReplay replay = new JournalReplay(config, engine, watch.apply(engine));
    try (JournalReader reader = JournalReader.open(folder, start.seq() + 1)) {
      if (replay.read(reader, untilSeq) && reader.tailDamaged()) {
        replay.difference = "the journal is damaged before its end: " + reader.tailFault();
      }
    }
    return new Result(
        start.seq(),
        replay.events,
        replay.commands,
        replay.hashes,
        replay.record(),
        replay.events == 0 ? List.of() : replay.state(),
        replay.difference,
        replay.engine);
  }

  /** Takes records up to one, or to the end, or to a difference; true at the end. */
  boolean read(JournalReader reader, long untilSeq) throws JournalException {
    JournalRecord record = reader.next();
    while (record != null && record.seq() <= untilSeq && difference.isEmpty()) {
      take(record);
      record = reader.next();
    }
    return record == null;
  }

  Engine engine() {
    return engine;
  }

  long events() {
    return events;
  }

  /** What the engine decided at the last event. */
  List<Command> last() {
    return List.copyOf(last);
  }

  /** What the engine told the views at the last event, and was not written any more. */
  List<byte[]> untold() {
    return List.copyOf(told);
  }

  /** The first place where the engine decided otherwise; empty if it never did. */
  String difference() {
    return difference;
  }

  private String record() {
    JournalRecord record = latest;
    return record == null ? "" : words(record, new EventDecoder(), config);
  }

  private List<String> state() {
    return ReplayedState.of(config, engine, last);
  }

  private void take(JournalRecord record) {
    latest = record;
    switch (RunJournal.kind(record)) {
      case NONE, HEADER, NOTE, LATE -> {}
      case EVENT -> event(record);
      case RECORD -> told(record);
      case COMMAND -> command(record);
      case HASH -> hash(record);
      case GAP -> difference = "record " + record.seq() + ": " + gap(record);
    }
  }

  private void event(JournalRecord record) {
    if (!due.isEmpty()) {
      differs(record.seq(), words(due.getFirst()), "nothing");
      return;
    }
    events++;
    // Journals of older versions have no records for the views.
    told.clear();
    last.clear();
    in.wrap(record.bytes(), 0, record.bytes().length);
    Event event = decoder.decode(in);
    nowNs = event.timeNs();
    handler.onEvent(event, this::decided);
  }

  private void decided(Command command) {
    last.add(command);
    if (VenueCommands.encode(command, out.clear())) {
      due.addLast(out.toBytes());
    } else if (ViewRecords.encode(command, nowNs, out)) {
      told.addLast(out.toBytes());
    }
  }

  private void told(JournalRecord record) {
    byte[] now = told.pollFirst();
    if (now == null || !Arrays.equals(now, record.bytes())) {
      differs(record.seq(), now == null ? "nothing" : told(now), told(record.bytes()));
    }
  }

  private static String told(byte[] record) {
    return ViewRecords.decode(StateIn.of(record)).command().toString();
  }

  private void command(JournalRecord record) {
    commands++;
    byte[] wanted = due.pollFirst();
    if (wanted == null || !Arrays.equals(wanted, record.bytes())) {
      differs(record.seq(), wanted == null ? "nothing" : words(wanted), words(record.bytes()));
    }
  }

  private void hash(JournalRecord record) {
    hashes++;
    long was = StateIn.of(record.bytes()).getLong();
    long is = engine.stateHash();
    if (was != is) {
      differs(record.seq(), "state " + Long.toHexString(is), "state " + Long.toHexString(was));
    }
  }

  private static String gap(JournalRecord record) {
    long records = StateIn.of(record.bytes()).getLong();
    return records + " records found no room before it: nothing after it can be explained";
  }

  private void differs(long seq, String now, String then) {
    difference = "record " + seq + ": now " + now + ", then " + then;
  }

  private String words(byte[] command) {
    return VenueCommands.describe(StateIn.of(command), config.instruments());
  }

  /** What a record is, in one word. */
  public static String kindOf(JournalRecord record) {
    return RunJournal.kind(record).name();
  }

  /** A journal's records in words, for people. */
  public static String words(JournalRecord record, EventDecoder decoder, EngineConfig config) {
    StateIn in = StateIn.of(record.bytes());
    Kind kind = RunJournal.kind(record);
    String what =
        switch (kind) {
          case NONE -> "of an unknown kind, " + record.bytes().length + " bytes";
          case HEADER -> "configuration";
          case EVENT -> EventWords.of(decoder.decode(in), config);
          case COMMAND -> VenueCommands.describe(in, config.instruments());
          case HASH -> Long.toHexString(in.getLong());
          case GAP -> gap(record);
          case RECORD -> told(record.bytes());
          case NOTE -> record.bytes().length + " bytes for the views";
          case LATE -> "kept for the views: " + in.getEnum(Kind.values());
        };
    return record.seq() + " " + kind + " " + what;
  }
}
