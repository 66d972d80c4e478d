package haetae.ops.alert;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Sends alerts to a Telegram chat, as plain text: no markup, so that a text with {@code <} or
 * {@code _} arrives as it is. The token is part of the address and therefore in no message.
 *
 * <p>Source: Bot API, method {@code sendMessage}: at most 4,096 characters of text; 429 carries
 * {@code retry_after} in seconds.
 */
public final class TelegramChannel implements AlertChannel {
  private static final int MAX_TEXT = 4_096;

  private final String chatId;
  private final HttpPost post;

  /**
   * A chat.
   *
   * @param timeout of connecting, and of a whole request
   */
  public TelegramChannel(TelegramBot bot, String chatId, Duration timeout) {
    this.chatId = chatId;
    this.post = bot.post("sendMessage", timeout);
  }

  @Override
  public String name() {
    return "telegram";
  }

  @Override
  public void deliver(Alert alert) throws IOException, InterruptedException {
    say("[" + alert.type() + "] [" + alert.severity() + "] " + alert.text());
  }

  /**
   * Sends a text of any length, of which the first 4,096 characters arrive.
   *
   * @throws IOException as in {@link #deliver}
   */
  void say(String text) throws IOException, InterruptedException {
    String fitting = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    post.send(Json.object(Map.of("chat_id", chatId, "text", fitting)));
  }
}
