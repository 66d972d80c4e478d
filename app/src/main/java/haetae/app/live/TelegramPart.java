package haetae.app.live;

import haetae.app.config.AlertSection;
import haetae.app.control.ServiceFolder;
import haetae.app.dashboard.AuditTrail;
import haetae.engine.OperatorView;
import haetae.ops.alert.TelegramBot;
import haetae.ops.alert.TelegramInbox;
import haetae.ops.health.HealthCheck;
import haetae.ops.health.HealthState;
import haetae.ops.log.Loggers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Commands over Telegram as a part of the service, if they are switched on. */
final class TelegramPart implements Part {
  private static final Logger LOG = Loggers.of("telegram");

  private final @Nullable TelegramInbox inbox;
  private final String fault;

  private TelegramPart(@Nullable TelegramInbox inbox, String fault) {
    this.inbox = inbox;
    this.fault = fault;
  }

  /** The part of a service; without the bot's secrets it hears nothing and says so. */
  static TelegramPart of(ServiceView view, AuditTrail audit) {
    AlertSection.Telegram telegram = view.config().alert().telegram();
    if (!telegram.commands().enabled()) {
      return new TelegramPart(null, "");
    }
    try {
      Optional<TelegramBot> bot = AlertChannels.bot(telegram, view.secrets());
      String chat = AlertChannels.chat(telegram, view.secrets());
      if (bot.isPresent() && chat.matches("-?\\d+")) {
        return new TelegramPart(inbox(bot.get(), chat, view, audit), "");
      }
      return new TelegramPart(
          null, "needs TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID (the chat's number)");
    } catch (IllegalArgumentException e) {
      return new TelegramPart(null, String.valueOf(e.getMessage()));
    }
  }

  private static TelegramInbox inbox(
      TelegramBot bot, String chat, ServiceView view, AuditTrail audit) {
    AlertSection.Telegram telegram = view.config().alert().telegram();
    TelegramInbox.Settings settings =
        new TelegramInbox.Settings(
            chat,
            Set.copyOf(telegram.commands().users()),
            Duration.ofSeconds(telegram.commands().pollSeconds()),
            AlertChannels.duration(telegram.timeoutSeconds()));
    Supplier<OperatorView> picture = () -> view.host().picture().view();
    TelegramCommands.Desk desk =
        new TelegramCommands.Desk(
            picture,
            ServiceFolder.of(view.config().dataDir(), ControlPart.name(view.options()))
                .statusFile(),
            DeskControls.of(view),
            TelegramCommands.refusal(view.guard(), picture),
            System::currentTimeMillis);
    return new TelegramInbox(bot, settings, new TelegramCommands(desk, audit)::answer);
  }

  @Override
  public String name() {
    return "Telegram commands";
  }

  @Override
  public void start() {
    if (inbox != null) {
      inbox.start();
      LOG.info("[TELEGRAM] commands are heard");
    } else if (!fault.isEmpty()) {
      LOG.warn("[TELEGRAM] commands are not heard: {}", fault);
    }
  }

  @Override
  public void stop() {
    if (inbox != null) {
      inbox.close();
    }
  }

  /** What happened so far. */
  TelegramInbox.Stats stats() {
    return inbox == null ? new TelegramInbox.Stats(0, 0, 0, 0, fault) : inbox.stats();
  }

  @Override
  public List<HealthCheck> health() {
    return List.of(HealthCheck.of("TELEGRAM", this::look));
  }

  private HealthCheck.Result look() {
    TelegramInbox.Stats stats = stats();
    if (!stats.fault().isEmpty()) {
      return new HealthCheck.Result(HealthState.WARN, "commands are not heard: " + stats.fault());
    }
    return inbox == null
        ? new HealthCheck.Result(HealthState.DISABLED, "alert.telegram.commands.enabled")
        : new HealthCheck.Result(HealthState.OK, stats.heard() + " commands heard");
  }
}
