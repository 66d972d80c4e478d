package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.control.StatusFile;
import haetae.app.dashboard.AuditTrail;
import haetae.app.dashboard.RecordingControls;
import haetae.engine.Engine;
import haetae.engine.TestConfigs;
import haetae.ops.alert.TelegramInbox.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member of the chat may ask, and what comes of it. */
final class TelegramCommandsTest {
  private static final long KIM = 42;
  private static final long LEE = 43;

  @TempDir private Path temp;
  private final RecordingControls controls = new RecordingControls("trading is so");
  private long nowMs = 1_795_500_000_000L;
  private String refusal = "";

  private TelegramCommands commands(Path audit) {
    Engine engine = new Engine(TestConfigs.config(250_000));
    return new TelegramCommands(
        new TelegramCommands.Desk(
            engine::view,
            new StatusFile(temp.resolve("status.json")),
            controls,
            word -> refusal,
            () -> nowMs),
        new AuditTrail(audit));
  }

  private TelegramCommands commands() {
    return commands(temp.resolve("audit.log"));
  }

  private Message say(long user, String text) {
    return new Message(user, nowMs, text);
  }

  private static String code(String answer) {
    assertThat(answer).contains("/confirm ");
    return answer.substring(answer.indexOf("/confirm ") + 9);
  }

  @Test
  void shouldTellProfitPositionsStatusAndHelp() {
    TelegramCommands commands = commands();

    assertThat(commands.answer(say(KIM, "/pnl"))).contains("total 0₩", "drawdown 0.00%");
    assertThat(commands.answer(say(KIM, "/positions@haetae_bot"))).contains("no open positions");
    assertThat(commands.answer(say(KIM, "/status"))).isEqualTo("no status yet");
    assertThat(commands.answer(say(KIM, "hello"))).contains("/halt", "/resume");
    assertThat(controls.asked()).isEmpty();
  }

  @Test
  void shouldHaltAtOnceAndRememberWhoDidIt() {
    assertThat(commands().answer(say(KIM, "/HALT odd fill"))).isEqualTo("done: trading is so");

    assertThat(controls.asked()).containsExactly("halt by telegram user 42: odd fill");
    assertThat(temp.resolve("audit.log"))
        .content()
        .contains("telegram user 42", "\"halt\"", "odd fill", "done");
  }

  @Test
  void shouldResumeInTwoStepsOfTheSameUser() {
    TelegramCommands commands = commands();
    assertThat(commands.answer(say(KIM, "/resume"))).startsWith("refused: a reason is needed");
    String code = code(commands.answer(say(KIM, "/resume explained")));
    assertThat(controls.asked()).isEmpty();

    assertThat(commands.answer(say(KIM, "/confirm " + code))).startsWith("done");

    assertThat(controls.asked()).containsExactly("resume by telegram user 42: explained");
    assertThat(commands.answer(say(KIM, "/confirm " + code))).startsWith("refused");
  }

  @Test
  void shouldRefuseAWrongLateOrForeignSecondStep() {
    TelegramCommands commands = commands();
    String code = code(commands.answer(say(KIM, "/resume explained")));
    assertThat(commands.answer(say(LEE, "/confirm " + code))).startsWith("refused");
    assertThat(commands.answer(say(KIM, "/confirm " + code))).startsWith("refused");

    commands.answer(say(KIM, "/resume explained"));
    assertThat(commands.answer(say(KIM, "/confirm 1"))).startsWith("refused");

    String late = code(commands.answer(say(KIM, "/resume explained")));
    nowMs += 60_001;
    assertThat(commands.answer(say(KIM, "/confirm " + late))).startsWith("refused");
    assertThat(controls.asked()).isEmpty();
  }

  @Test
  void shouldNotResumeAgainstWhatTheCommandLineWouldRefuse() {
    TelegramCommands commands = commands();
    String code = code(commands.answer(say(KIM, "/resume explained")));
    refusal = "balances differ";

    assertThat(commands.answer(say(KIM, "/confirm " + code))).isEqualTo("refused: balances differ");
    assertThat(commands.answer(say(KIM, "/resume again"))).isEqualTo("refused: balances differ");
    assertThat(controls.asked()).isEmpty();
  }

  @Test
  void shouldHaltButNotResumeWithoutAnAuditTrail() throws Exception {
    Path blocked = Files.writeString(temp.resolve("file"), "x").resolve("audit.log");
    TelegramCommands commands = commands(blocked);
    String code = code(commands.answer(say(KIM, "/resume explained")));

    assertThat(commands.answer(say(KIM, "/confirm " + code))).startsWith("not resumed");
    assertThat(commands.answer(say(KIM, "/halt"))).startsWith("done");
    assertThat(controls.asked()).containsExactly("halt by telegram user 42: halted over Telegram");
  }

  @Test
  void shouldNotCarryOutWhatWasLongOnItsWay() {
    TelegramCommands commands = commands();
    Message resume = say(KIM, "/resume explained");
    Message halt = say(KIM, "/halt");
    nowMs += 61_000;

    assertThat(commands.answer(resume)).startsWith("not done: /resume was 61 s on its way");
    assertThat(commands.answer(halt)).startsWith("done");
    nowMs += 3_600_000;
    assertThat(commands.answer(halt)).startsWith("not done");
    assertThat(controls.asked()).hasSize(1);
  }
}
