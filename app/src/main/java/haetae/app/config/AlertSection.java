package haetae.app.config;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Section {@code alert}. */
public record AlertSection(
    boolean enabled,
    Quiet quietHours,
    boolean telegramEnabled,
    Telegram telegram,
    Webhook webhook) {

  /** Key {@code quiet_hours}; Asia/Seoul. */
  public record Quiet(
      boolean enabled,
      String from,
      String to,
      @OneOf({"WARNING", "ERROR", "CRITICAL"}) String leastSeverity) {}

  /** Key {@code telegram}. */
  public record Telegram(
      String apiUrl,
      String botToken,
      String chatId,
      @Range(min = 0.1, max = 60, decimals = 3) BigDecimal timeoutSeconds,
      @OneOf({"INFO", "WARNING", "ERROR", "CRITICAL"}) String leastSeverity,
      Commands commands) {}

  /** Key {@code commands} of {@code telegram}. */
  public record Commands(boolean enabled, List<Long> users, @Range(max = 50) int pollSeconds) {}

  /** Key {@code webhook}. */
  public record Webhook(
      boolean enabled,
      String url,
      @Range(min = 0.1, max = 60, decimals = 3) BigDecimal timeoutSeconds,
      @OneOf({"INFO", "WARNING", "ERROR", "CRITICAL"}) String leastSeverity) {}

  /** What no single key can tell. */
  void check(Node root, Binder binder) {
    Node alert = Binder.find(root, "alert");
    Node quiet = Binder.find(alert, "quiet_hours");
    time(quietHours.from(), Binder.find(quiet, "from"), "alert.quiet_hours.from", binder);
    time(quietHours.to(), Binder.find(quiet, "to"), "alert.quiet_hours.to", binder);
    Commands commands = telegram.commands();
    Node node = Binder.find(Binder.find(alert, "telegram"), "commands");
    if (commands.enabled() && commands.users().isEmpty()) {
      binder.problem(
          node,
          "alert.telegram.commands.users must name who may command (Telegram user ids),"
              + " or enabled must be false");
    }
    if (commands.enabled() && !(enabled && telegramEnabled)) {
      binder.problem(
          node, "alert.telegram.commands needs alert.enabled and alert.telegram_enabled");
    }
  }

  private static void time(String text, @Nullable Node node, String path, Binder binder) {
    try {
      LocalTime.parse(text);
    } catch (DateTimeParseException e) {
      binder.problem(node, path + " must look like 23:00, not \"" + text + "\"");
    }
  }
}
