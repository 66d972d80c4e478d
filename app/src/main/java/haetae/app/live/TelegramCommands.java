package haetae.app.live;

import haetae.app.control.Status;
import haetae.app.control.StatusFile;
import haetae.app.control.Word;
import haetae.app.control.Word.Verb;
import haetae.app.dashboard.AuditTrail;
import haetae.app.dashboard.Controls;
import haetae.app.dashboard.Controls.Outcome;
import haetae.engine.EngineSnapshot;
import haetae.engine.OperatorView;
import haetae.ops.alert.TelegramInbox.Message;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operator's word over Telegram. It can look, halt, and in two steps resume; it cannot close
 * positions. A word that was long on its way is not carried out; a halt may take an hour. Threads:
 * the inbox's; a command may wait a few seconds for the engine.
 */
final class TelegramCommands {
  private static final long TICKET_MS = 60_000;
  private static final long FRESH_MS = 60_000;
  private static final long HALT_FRESH_MS = 3_600_000;
  private static final int SHORTEST_REASON = 3;
  private static final int FIRST_CODE = 100_000;
  private static final int CODES = 900_000;
  private static final String FROM = "telegram";
  private static final String HELP =
      """
      /status - one screen of the service
      /pnl - profit by its parts
      /positions - what is open
      /halt [reason] - no new risk until somebody resumes
      /resume reason - the first of two steps back to trading\
      """;

  /**
   * What the commands read and do.
   *
   * @param view the engine as published last
   * @param status the service's status, as the command line shows it
   * @param controls the page's buttons
   * @param refusal what speaks against a resume, empty if nothing does
   * @param nowMs wall clock, ms since the epoch
   */
  record Desk(
      Supplier<OperatorView> view,
      StatusFile status,
      Controls controls,
      Function<Word, String> refusal,
      LongSupplier nowMs) {}

  /** The first step of a resume. */
  private record Ticket(long userId, String code, String reason, long untilMs) {}

  private final Desk desk;
  private final AuditTrail audit;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Ticket ticket;

  TelegramCommands(Desk desk, AuditTrail audit) {
    this.desk = desk;
    this.audit = audit;
  }

  /** Carries a message out; the answer is for its chat. */
  String answer(Message message) {
    String[] words = message.text().strip().split("\\s+", 2);
    // In a group a command may name its bot: /status@haetae_bot.
    String command = words[0].toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
    String rest = words.length > 1 ? words[1].strip() : "";
    long ageMs = desk.nowMs().getAsLong() - message.atMs();
    if (ageMs > (command.equals("/halt") ? HALT_FRESH_MS : FRESH_MS)) {
      return "not done: " + command + " was " + ageMs / 1_000 + " s on its way; send it again";
    }
    return switch (command) {
      case "/status" -> status();
      case "/pnl" -> profit();
      case "/positions" -> positions();
      case "/halt" -> halt(message, rest);
      case "/resume" -> resume(message, rest);
      case "/confirm" -> confirm(message, rest);
      default -> HELP;
    };
  }

  private String status() {
    long nowMs = desk.nowMs().getAsLong();
    try {
      Optional<Status> status = desk.status().read();
      return status.map(s -> String.join("\n", s.lines(nowMs))).orElse("no status yet");
    } catch (IOException e) {
      return "the status cannot be read: " + e.getMessage();
    }
  }

  private String profit() {
    OperatorView view = desk.view().get();
    EngineSnapshot s = view.snapshot();
    return String.join(
        "\n",
        "total " + Words.won(s.pnlKrwE8()) + ", today " + Words.won(s.dailyKrwE8()),
        "realised " + Words.won(s.realizedKrwE8()),
        "unrealised " + Words.won(s.unrealizedKrwE8()),
        "fees " + Words.won(s.feesKrwE8()) + ", funding " + Words.won(s.fundingKrwE8()),
        "FX effect " + Words.won(s.fxKrwE8()),
        "equity " + Words.won(s.equityKrwE8()),
        "drawdown " + Words.percent(view.drawdownPpm()),
        "trades " + s.trades() + ", closed " + s.tradesClosed());
  }

  private String positions() {
    OperatorView view = desk.view().get();
    if (view.positions().isEmpty()) {
      return "no open positions, " + view.snapshot().ordersInFlight() + " orders in flight";
    }
    return view.positions().stream().map(StatusWriter::of).collect(Collectors.joining("\n"));
  }

  private String halt(Message message, String rest) {
    String reason = rest.isEmpty() ? "halted over Telegram" : rest;
    // A halt is carried out even if the trail cannot be written.
    return told(message, "halt", reason, desk.controls().halt(who(message), reason));
  }

  private String resume(Message message, String reason) {
    if (reason.length() < SHORTEST_REASON) {
      return refused(message, "resume", "a reason is needed: /resume REASON");
    }
    String why = refusal(message, reason);
    if (!why.isEmpty()) {
      return refused(message, "resume", why);
    }
    String code = Integer.toString(FIRST_CODE + random.nextInt(CODES));
    long untilMs = desk.nowMs().getAsLong() + TICKET_MS;
    ticket = new Ticket(message.userId(), code, reason, untilMs);
    OperatorView view = desk.view().get();
    String pauses = view.pauseReason().isEmpty() ? "" : ", paused: " + view.pauseReason();
    return "trading is "
        + view.snapshot().tradingState()
        + pauses
        + "\nto resume send within a minute:\n/confirm "
        + code;
  }

  private String confirm(Message message, String code) {
    Ticket first = ticket;
    // One try: who guesses has to begin again.
    ticket = null;
    if (first == null
        || first.userId() != message.userId()
        || !first.code().equals(code)
        || desk.nowMs().getAsLong() > first.untilMs()) {
      return refused(message, "resume", "wrong or late; begin again with /resume REASON");
    }
    String why = refusal(message, first.reason());
    if (!why.isEmpty()) {
      return refused(message, "resume", why);
    }
    if (!audit.add(who(message), FROM, "resume", first.reason(), "asked")) {
      return "not resumed: the audit trail cannot be written";
    }
    Outcome outcome = desk.controls().resume(who(message), first.reason(), false);
    return told(message, "resume", first.reason(), outcome);
  }

  private String refusal(Message message, String reason) {
    return desk.refusal().apply(Word.now(Verb.RESUME, who(message), reason, false));
  }

  private String refused(Message message, String action, String why) {
    audit.add(who(message), FROM, action, why, "refused");
    return "refused: " + why;
  }

  private String told(Message message, String action, String reason, Outcome outcome) {
    String result = (outcome.done() ? "done: " : "failed: ") + outcome.text();
    audit.add(who(message), FROM, action, reason, result);
    return result;
  }

  private static String who(Message message) {
    return "telegram user " + message.userId();
  }

  /** What needs to be told of a resume's refusal: the engine's unexplained balances. */
  static Function<Word, String> refusal(GuardProbe guard, Supplier<OperatorView> view) {
    return word -> Obedience.refusal(word, guard.cooldownOver(), List.copyOf(view.get().breaks()));
  }
}
