package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Running;
import haetae.ops.alert.FakeTelegram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service and its chat, with a server on this machine in the place of Telegram's. */
@Timeout(300)
final class TelegramServiceTest {
  private static final long KIM = 42;
  private static final long STRANGER = 666;
  private static final String CONFIRM = "/confirm ";

  @TempDir private Path temp;

  /** The code of the last question; an alert may have been sent after it. */
  private static String code(FakeTelegram telegram) {
    String question =
        telegram.sent().stream().filter(text -> text.contains(CONFIRM)).toList().getLast();
    return question.substring(question.indexOf(CONFIRM) + CONFIRM.length());
  }

  private static void say(FakeTelegram telegram, String text, String answer) {
    telegram.write(KIM, FakeTelegram.CHAT, text);
    try {
      ServiceRun.await("an answer with " + answer, () -> answered(telegram, answer));
    } catch (AssertionError e) {
      throw new AssertionError(text + " was answered by " + telegram.sent(), e);
    }
  }

  private static boolean answered(FakeTelegram telegram, String answer) {
    return telegram.sent().stream().anyMatch(text -> text.contains(answer));
  }

  @Test
  void shouldLookHaltAndResumeOverTelegramWithoutShowingTheToken() throws Exception {
    Running running = null;
    try (FakeTelegram telegram = new FakeTelegram()) {
      ServiceRun run =
          new ServiceRun(temp)
              .with(
                  "alert: {telegram_enabled: true, telegram: {api_url: \"%s\", commands: {enabled:"
                          .formatted(telegram.address())
                      + " true, users: [42], poll_seconds: 1}}}")
              // What the market does must not stop trading by itself.
              .with("mock: {premium_mean_pct: 0.0, premium_sd_pct: 0.01, jumps_per_hour: 0.0}");
      Map<String, String> secrets =
          Map.of(
              "TELEGRAM_BOT_TOKEN",
              FakeTelegram.TOKEN,
              "TELEGRAM_CHAT_ID",
              Long.toString(FakeTelegram.CHAT));
      running = run.start(Main.class, secrets, "run", "--mock", "--interval", "0.5");
      running.awaitOutput("[METRICS]");

      telegram.write(STRANGER, FakeTelegram.CHAT, "/halt");
      say(telegram, "/status", "trading    NORMAL");
      assertThat(temp.resolve("HALT")).doesNotExist();
      say(telegram, "/pnl", "unrealised");
      telegram.fail(2, 429, "{\"ok\":false,\"parameters\":{\"retry_after\":1}}");
      say(telegram, "/halt odd fill", "done: trading is HALTED");
      assertThat(temp.resolve("HALT")).content().contains("odd fill", "telegram user 42");
      say(telegram, "/resume explained", CONFIRM);
      say(telegram, CONFIRM + code(telegram), "done: trading is NORMAL");
      assertThat(temp.resolve("HALT")).doesNotExist();

      running.signal("TERM");
      assertThat(running.end().code()).isEqualTo(143);
      assertThat(run.logs().resolve("audit.log"))
          .content()
          .contains("\"halt\"", "\"resume\"", "explained");
      assertThat(run.log("live.log")).contains("message of a stranger (user 666) not heard");
      for (Path file : run.files()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(text).as("%s", file).doesNotContain(FakeTelegram.TOKEN, "Token_of-the-test");
      }
    } finally {
      if (running != null) {
        running.process().destroyForcibly();
      }
    }
  }
}
