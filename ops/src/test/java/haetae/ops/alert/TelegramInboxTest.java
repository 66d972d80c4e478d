package haetae.ops.alert;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.ops.Await;
import haetae.ops.RecordedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written to a bot is heard from members only, once, and whatever the server does. */
final class TelegramInboxTest {
  private static final long MEMBER = 42;

  private final List<String> read = new CopyOnWriteArrayList<>();
  private FakeTelegram telegram;
  private RecordedLog log;
  private TelegramInbox inbox;

  @BeforeEach
  void listen() throws IOException {
    telegram = new FakeTelegram();
    log = new RecordedLog("arbitrage.telegram");
    inbox =
        new TelegramInbox(
            new TelegramBot(telegram.address(), FakeTelegram.TOKEN),
            new TelegramInbox.Settings(
                Long.toString(FakeTelegram.CHAT),
                Set.of(MEMBER),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60)),
            message -> {
              read.add(message.userId() + " " + message.text());
              if (message.text().equals("/boom")) {
                throw new IllegalStateException("boom");
              }
              return "heard " + message.text();
            },
            1);
    inbox.start();
  }

  @AfterEach
  void close() {
    inbox.close();
    telegram.close();
    log.close();
  }

  private void say(String text) {
    telegram.write(MEMBER, FakeTelegram.CHAT, text);
  }

  @Test
  void shouldAnswerAMemberInTheChat() {
    say("/status");
    Await.until("an answer", () -> telegram.sent().size() == 1);

    assertThat(read).containsExactly("42 /status");
    assertThat(telegram.sent()).containsExactly("-100777: heard /status");
    assertThat(inbox.stats().heard()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreAndCountStrangersWithoutAnAnswer() {
    telegram.write(666, FakeTelegram.CHAT, "/halt");
    telegram.write(MEMBER, MEMBER, "/halt");
    telegram.raw("\"message\":{\"from\":{\"id\":42,\"is_bot\":true},\"chat\":{\"id\":-100777}}");
    telegram.raw("\"message\":{\"chat\":{\"id\":-100777},\"text\":\"no sender\"}");
    say("/last");
    Await.until("the member", () -> !telegram.sent().isEmpty());

    assertThat(read).containsExactly("42 /last");
    assertThat(inbox.stats().strangers()).isEqualTo(4);
    assertThat(log.lines()).contains("WARN [TELEGRAM] message of a stranger (user 666) not heard");
  }

  @Test
  void shouldSkipWhatIsNoMessageOrForwarded() {
    telegram.raw("\"edited_message\":{\"from\":{\"id\":42},\"text\":\"/halt\"}");
    telegram.raw(
        "\"message\":{\"from\":{\"id\":42},\"chat\":{\"id\":-100777},\"date\":1,"
            + "\"forward_origin\":{\"type\":\"user\"},\"text\":\"/halt\"}");
    telegram.raw("\"message\":{\"from\":{\"id\":42},\"chat\":{\"id\":-100777},\"date\":1}");
    say("/last");
    Await.until("the member", () -> !telegram.sent().isEmpty());

    assertThat(read).containsExactly("42 /last");
  }

  @Test
  void shouldHearAnUpdateOnceEvenIfItComesAgain() {
    say("/halt");
    Await.until("an answer", () -> telegram.sent().size() == 1);
    telegram.forgetConfirmations();
    say("/status");
    Await.until("the replay", () -> inbox.stats().replayed() > 3);

    assertThat(read).containsExactly("42 /halt", "42 /status");
    assertThat(telegram.offsets()).contains(501L, 502L);
  }

  @Test
  void shouldAskAgainAfterEveryKindOfFailure() {
    telegram.fail(1, 500, "oops");
    telegram.fail(1, 409, "{\"ok\":false,\"description\":\"terminated by other getUpdates\"}");
    telegram.fail(1, 200, "this is no JSON");
    telegram.fail(1, 200, "{\"ok\":true}");
    telegram.fail(1, 429, "{\"ok\":false,\"parameters\":{\"retry_after\":0}}");
    Await.until("the failures", () -> inbox.stats().failures() == 5);
    say("/status");
    Await.until("an answer", () -> telegram.sent().size() == 1);
    Await.until("all is well", () -> inbox.stats().fault().isEmpty());

    assertThat(log.lines())
        .contains(
            "WARN [TELEGRAM] commands are not heard, asking again: 127.0.0.1 answered 500",
            "WARN [TELEGRAM] commands are not heard, asking again: 127.0.0.1 answered 409",
            "INFO [TELEGRAM] commands are heard again");
  }

  @Test
  void shouldWaitAsLongAsTheServerAsks() {
    telegram.fail(1, 429, "{\"ok\":false,\"parameters\":{\"retry_after\":1}}");
    long begin = System.nanoTime();
    say("/status");
    Await.until("an answer", () -> telegram.sent().size() == 1);

    assertThat(System.nanoTime() - begin).isGreaterThan(1_000_000_000L);
    assertThat(inbox.stats().failures()).isEqualTo(1);
  }

  @Test
  void shouldSurviveACommandThatFails() {
    say("/boom");
    say("/status");
    Await.until("both", () -> telegram.sent().size() == 2);

    assertThat(telegram.sent().getFirst())
        .isEqualTo("-100777: failed: IllegalStateException; see the log");
  }

  @Test
  void shouldNeverShowTheToken() {
    telegram.fail(2, 502, "bot" + FakeTelegram.TOKEN);
    telegram.fail(1, 200, "{\"" + FakeTelegram.TOKEN);
    say("/status");
    Await.until("an answer", () -> telegram.sent().size() == 1);
    telegram.close();
    Await.until("the loss", () -> log.count("no answer from 127.0.0.1") > 0);

    assertThat(log.lines().toString()).doesNotContain("SECRET", "777:");
    assertThat(inbox.stats().toString()).doesNotContain("SECRET", "777:");
  }
}
