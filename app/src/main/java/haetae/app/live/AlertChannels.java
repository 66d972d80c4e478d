package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.ops.alert.AlertChannel;
import haetae.ops.alert.TelegramChannel;
import haetae.ops.alert.WebhookChannel;
import haetae.ops.log.Loggers;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/** The ways to the operator that the configuration switches on. */
public final class AlertChannels {
  private static final Logger LOG = Loggers.of("alert");

  private AlertChannels() {}

  /**
   * The channels. One that is switched on but lacks its secret is left out with a warning; in mode
   * live nothing starts without it.
   */
  public static List<AlertChannel> of(HaetaeConfig config, Secrets secrets, String mode)
      throws StartFailure {
    List<AlertChannel> channels = new ArrayList<>();
    HaetaeConfig.Alert alert = config.alert();
    if (alert.enabled() && alert.telegramEnabled()) {
      telegram(channels, alert.telegram(), secrets, mode);
    }
    if (alert.enabled() && alert.webhook().enabled()) {
      webhook(channels, alert.webhook(), secrets, mode);
    }
    return channels;
  }

  private static void telegram(
      List<AlertChannel> channels, HaetaeConfig.Telegram telegram, Secrets secrets, String mode)
      throws StartFailure {
    String token = secrets.get("TELEGRAM_BOT_TOKEN").orElse(telegram.botToken());
    String chat = secrets.get("TELEGRAM_CHAT_ID").orElse(telegram.chatId());
    if (token.isEmpty() || chat.isEmpty()) {
      lacking(
          "alert.telegram_enabled is true, but TELEGRAM_BOT_TOKEN or TELEGRAM_CHAT_ID is not set",
          mode);
      return;
    }
    URI api = TelegramChannel.API;
    try {
      channels.add(new TelegramChannel(api, token, chat, duration(telegram.timeoutSeconds())));
    } catch (IllegalArgumentException e) {
      lacking("alert.telegram: " + e.getMessage(), mode);
    }
  }

  private static void webhook(
      List<AlertChannel> channels, HaetaeConfig.Webhook webhook, Secrets secrets, String mode)
      throws StartFailure {
    String url = secrets.get("HAETAE_WEBHOOK_URL").orElse(webhook.url());
    try {
      channels.add(new WebhookChannel(url, duration(webhook.timeoutSeconds())));
    } catch (IllegalArgumentException e) {
      lacking("alert.webhook: " + e.getMessage() + "; set HAETAE_WEBHOOK_URL", mode);
    }
  }

  private static void lacking(String what, String mode) throws StartFailure {
    if (mode.equals("live")) {
      throw new StartFailure(what);
    }
    LOG.warn("[ALERT] {}; these alerts go to the log only", what);
  }

  private static Duration duration(BigDecimal seconds) {
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }
}
