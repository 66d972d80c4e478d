package haetae.app.live;

import haetae.app.config.AlertSection;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.ops.alert.AlertChannel;
import haetae.ops.alert.AlertRoute;
import haetae.ops.alert.QuietHours;
import haetae.ops.alert.Severity;
import haetae.ops.alert.TelegramBot;
import haetae.ops.alert.TelegramChannel;
import haetae.ops.alert.WebhookChannel;
import haetae.ops.log.Loggers;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/** The ways to the operator that the configuration switches on. */
public final class AlertChannels {
  private static final Logger LOG = Loggers.of("alert");
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private AlertChannels() {}

  /**
   * The channels. One that is switched on but lacks its secret is left out with a warning; in mode
   * live nothing starts without it.
   */
  public static List<AlertRoute> of(HaetaeConfig config, Secrets secrets, String mode)
      throws StartFailure {
    List<AlertRoute> routes = new ArrayList<>();
    AlertSection alert = config.alert();
    if (alert.enabled() && alert.telegramEnabled()) {
      telegram(routes, alert, secrets, mode);
    }
    if (alert.enabled() && alert.webhook().enabled()) {
      webhook(routes, alert, secrets, mode);
    }
    return routes;
  }

  private static void telegram(
      List<AlertRoute> routes, AlertSection alert, Secrets secrets, String mode)
      throws StartFailure {
    try {
      Optional<TelegramBot> bot = bot(alert.telegram(), secrets);
      String chat = chat(alert.telegram(), secrets);
      if (bot.isEmpty() || chat.isEmpty()) {
        lacking(
            "alert.telegram_enabled is true, but TELEGRAM_BOT_TOKEN or TELEGRAM_CHAT_ID is not set",
            mode);
        return;
      }
      Duration timeout = duration(alert.telegram().timeoutSeconds());
      TelegramChannel channel = new TelegramChannel(bot.get(), chat, timeout);
      routes.add(route(channel, alert.telegram().leastSeverity(), alert));
    } catch (IllegalArgumentException e) {
      lacking("alert.telegram: " + e.getMessage(), mode);
    }
  }

  /**
   * The bot, if its token is set.
   *
   * @throws IllegalArgumentException if it cannot be one; the token is not repeated
   */
  static Optional<TelegramBot> bot(AlertSection.Telegram telegram, Secrets secrets) {
    String token = secrets.get("TELEGRAM_BOT_TOKEN").orElse(telegram.botToken());
    return token.isEmpty()
        ? Optional.empty()
        : Optional.of(new TelegramBot(URI.create(telegram.apiUrl()), token));
  }

  /** The chat's id, empty if it is not set. */
  static String chat(AlertSection.Telegram telegram, Secrets secrets) {
    return secrets.get("TELEGRAM_CHAT_ID").orElse(telegram.chatId());
  }

  private static void webhook(
      List<AlertRoute> routes, AlertSection alert, Secrets secrets, String mode)
      throws StartFailure {
    AlertSection.Webhook webhook = alert.webhook();
    String url = secrets.get("HAETAE_WEBHOOK_URL").orElse(webhook.url());
    try {
      WebhookChannel channel = new WebhookChannel(url, duration(webhook.timeoutSeconds()));
      routes.add(route(channel, webhook.leastSeverity(), alert));
    } catch (IllegalArgumentException e) {
      lacking("alert.webhook: " + e.getMessage() + "; set HAETAE_WEBHOOK_URL", mode);
    }
  }

  private static AlertRoute route(AlertChannel channel, String least, AlertSection alert) {
    AlertSection.Quiet q = alert.quietHours();
    QuietHours quiet =
        q.enabled()
            ? new QuietHours(
                LocalTime.parse(q.from()),
                LocalTime.parse(q.to()),
                SEOUL,
                Severity.of(q.leastSeverity()))
            : QuietHours.none();
    return new AlertRoute(channel, Severity.of(least), quiet);
  }

  private static void lacking(String what, String mode) throws StartFailure {
    if (mode.equals("live")) {
      throw new StartFailure(what);
    }
    LOG.warn("[ALERT] {}; these alerts go to the log only", what);
  }

  static Duration duration(BigDecimal seconds) {
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }
}
