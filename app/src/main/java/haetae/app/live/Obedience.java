package haetae.app.live;

import haetae.app.control.Answer;
import haetae.app.control.Answer.Stage;
import haetae.app.control.HaltLatch;
import haetae.app.control.Mailbox;
import haetae.app.control.Word;
import haetae.app.control.Word.Verb;
import haetae.engine.EngineSnapshot;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.engine.OperatorView;
import haetae.ops.log.Loggers;
import haetae.risk.Gate;
import haetae.risk.TradingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Carries out what the latch and the mailbox say, and answers. A later word overtakes the one that
 * is still being carried out. Threads: control; the engine's leaves a picture.
 */
final class Obedience {
  private static final Logger LOG = Loggers.of("control");
  private static final long NS_PER_MS = 1_000_000;

  /** A word that is being carried out. */
  private record Errand(Word word, long begunNs, OptionalLong begunMarketNs) {}

  private final ServiceView view;
  private final Mailbox mailbox;
  private final HaltLatch latch;
  private volatile @Nullable OperatorView seen;
  private volatile @Nullable Word held;
  private @Nullable Errand errand;

  Obedience(ServiceView view, Mailbox mailbox) {
    this.view = view;
    this.mailbox = mailbox;
    this.latch = new HaltLatch(Path.of(view.config().runtime().haltFile()));
  }

  /** Heeds a latch that was set before the start; words of before are for nobody. */
  void begin() throws IOException {
    mailbox.sweep();
    mailbox.take(new ArrayList<>());
    latch();
  }

  /** Hears what is new and sees how far the last word is. */
  void heed() throws IOException {
    latch();
    List<String> problems = new ArrayList<>();
    for (Word word : mailbox.take(problems)) {
      hear(word);
    }
    problems.forEach(problem -> LOG.warn("[CONTROL] thrown away: {}", problem));
    Errand now = errand;
    if (now != null) {
      progress(now);
    }
  }

  /** The word that holds trading back, null if none does. Threads: any. */
  @Nullable Word held() {
    return held;
  }

  private void latch() {
    Optional<Word> set = latch.read();
    Word before = held;
    if (set.isEmpty()) {
      if (before != null) {
        held = null;
        LOG.warn(
            "[CONTROL] the halt file is gone; the engine stays as it is until somebody resumes");
      }
    } else if (before == null || !before.id().equals(set.get().id())) {
      held = set.get();
      tell(set.get());
      say(set.get());
    }
  }

  private void hear(Word word) throws IOException {
    if (errand != null) {
      answer(errand, Stage.REFUSED, "overtaken by a later word: " + word.verb());
      errand = null;
    }
    switch (word.verb()) {
      case RESUME -> resume(word);
      case DRILL -> drill(word);
      case HALT, FLATTEN -> stop(word);
    }
  }

  private void drill(Word word) throws IOException {
    tell(word);
    TradingState state = view.host().picture().view().snapshot().tradingState();
    Word stands = held;
    String why = "";
    if (view.engine().gate() == Gate.LIVE) {
      why = "a drill sends no real order; run mode paper beside it, and drill there";
    } else if (stands != null) {
      why = "a " + stands.verb() + " stands, and a drill ends with normal trading; resume first";
    } else if (state != TradingState.NORMAL) {
      why = "trading is " + state + ", and a drill ends with normal trading; resume first";
    }
    if (!why.isEmpty()) {
      mailbox.answer(word, new Answer(Stage.REFUSED, why, 0, 0));
      return;
    }
    say(word);
    begin(word);
  }

  private void resume(Word word) throws IOException {
    tell(word);
    List<String> breaks = view.host().picture().view().breaks();
    String why = refusal(word, view.guard().cooldownOver(), breaks);
    if (why.isEmpty()) {
      why = dropped();
    }
    if (!why.isEmpty()) {
      LOG.warn("[CONTROL] not resumed: {}", why);
      mailbox.answer(word, new Answer(Stage.REFUSED, why, 0, 0));
      return;
    }
    held = null;
    say(word);
    begin(word);
  }

  /** Drops the latch; says why if it stays. */
  private String dropped() {
    try {
      latch.drop();
      return "";
    } catch (IOException e) {
      return "the halt file stays: " + e;
    }
  }

  private void stop(Word word) throws IOException {
    Word before = held;
    if (before == null || !before.id().equals(word.id())) {
      held = word;
      tell(word);
      say(word);
    }
    begin(word);
    // A resume that crossed its way may have dropped the latch.
    if (latch.read().isEmpty()) {
      latch.set(word);
    }
  }

  private void begin(Word word) {
    errand = new Errand(word, System.nanoTime(), OptionalLong.empty());
    look();
  }

  private static void tell(Word word) {
    LOG.warn(
        "[CONTROL] {} by {} at {}: {}",
        word.verb(),
        word.by(),
        Instant.ofEpochMilli(word.atMs()),
        word.reason());
  }

  private void say(Word word) {
    Action action =
        switch (word.verb()) {
          case HALT -> Action.HALT;
          case FLATTEN, DRILL -> Action.FLATTEN;
          case RESUME -> Action.RESUME;
        };
    view.host().operator(action, word.by() + ": " + word.reason());
  }

  /**
   * What speaks against a resume; empty if nothing does.
   *
   * @param breaks assets whose balance differs without an explanation
   */
  static String refusal(Word word, boolean cooldownOver, List<String> breaks) {
    if (word.reason().isBlank()) {
      return "a resume needs a reason";
    }
    if (!cooldownOver) {
      return "cooling down after a critical shutdown; ask again when that is over";
    }
    if (!breaks.isEmpty() && !word.force()) {
      return "balances differ from the venues' ("
          + String.join(", ", breaks)
          + "); look at the venues, then take over what they say"
          + " (--force on the command line, the word BALANCES on the page)";
    }
    return "";
  }

  /** Asks the engine for a picture that is newer than every word so far. */
  private void look() {
    seen = null;
    view.host().look(picture -> seen = picture);
  }

  private void progress(Errand begun) throws IOException {
    Errand now = begun;
    OperatorView picture = seen;
    if (picture == null) {
      return;
    }
    EngineSnapshot s = picture.snapshot();
    if (now.begunMarketNs().isEmpty()) {
      // The first picture is of the moment at which the engine heard the word.
      now = new Errand(now.word(), now.begunNs(), OptionalLong.of(s.timeNs()));
      errand = now;
    }
    Stage stage = stage(now.word().verb(), s);
    String text =
        "trading "
            + s.tradingState()
            + ", "
            + s.openPositions()
            + " positions open, "
            + s.ordersInFlight()
            + " orders in flight";
    if (stage == Stage.REFUSED) {
      text += ": " + flattenRefusal(s);
    }
    boolean drilled = stage == Stage.DONE && now.word().verb() == Verb.DRILL;
    if (drilled && s.tradingState() != TradingState.HALTED) {
      // A drill leaves nothing behind but what it has closed; a halt in between stays.
      view.host().operator(Action.RESUME, "the drill is over");
      text += "; trading goes on";
    }
    answer(now, stage, text);
    if (stage == Stage.TAKEN) {
      look();
    } else {
      errand = null;
      LOG.info("[CONTROL] {} {}: {}", now.word().verb(), stage, text);
    }
  }

  private static Stage stage(Verb verb, EngineSnapshot s) {
    TradingState state = s.tradingState();
    boolean quiet = s.ordersInFlight() == 0 && s.tradesInTransit() == 0;
    boolean closing = verb == Verb.FLATTEN || verb == Verb.DRILL;
    if (closing && !flattenRefusal(s).isEmpty()) {
      return Stage.REFUSED;
    }
    boolean done =
        switch (verb) {
          case HALT -> state == TradingState.HALTED && quiet;
          case FLATTEN, DRILL -> state != TradingState.NORMAL && quiet && s.openPositions() == 0;
          case RESUME -> state == TradingState.NORMAL;
        };
    return done ? Stage.DONE : Stage.TAKEN;
  }

  /** The service stops: what is not done will not be. Call when nobody else does. */
  void end() throws IOException {
    if (errand != null) {
      answer(errand, Stage.REFUSED, "the service stops: " + view.stop().reason());
      errand = null;
    }
  }

  /** What speaks against a flatten; empty if nothing does. */
  static String flattenRefusal(EngineSnapshot s) {
    return s.tradingState() == TradingState.HALTED && s.openPositions() > 0
        ? "a halt closes nothing; resume first, then flatten"
        : "";
  }

  private void answer(Errand now, Stage stage, String text) throws IOException {
    long tookMs = (System.nanoTime() - now.begunNs()) / NS_PER_MS;
    OperatorView picture = seen;
    long nowNs = picture == null ? 0 : picture.snapshot().timeNs();
    long marketMs = Math.max(0, nowNs - now.begunMarketNs().orElse(nowNs)) / NS_PER_MS;
    mailbox.answer(now.word(), new Answer(stage, text, tookMs, marketMs));
  }
}
