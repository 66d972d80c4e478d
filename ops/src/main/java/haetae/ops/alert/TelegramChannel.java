package haetae.ops.alert;

import java.io.IOException;
import java.net.URI;
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
  /** Where the Bot API is. */
  public static final URI API = URI.create("https://api.telegram.org");

  private static final int MAX_TEXT = 4_096;

  private final String chatId;
  private final HttpPost post;

  /**
   * A chat.
   *
   * @param api base address, {@link #API} unless a test plays the server
   * @param token of the bot
   * @param timeout of connecting, and of a whole request
   * @throws IllegalArgumentException if the token cannot be one; it is not repeated
   */
  public TelegramChannel(URI api, String token, String chatId, Duration timeout) {
    if (!token.matches("[A-Za-z0-9:_-]+")) {
      throw new IllegalArgumentException("the Telegram bot token has letters that no token has");
    }
    this.chatId = chatId;
    this.post = new HttpPost(URI.create(api + "/bot" + token + "/sendMessage"), timeout);
  }

  @Override
  public String name() {
    return "telegram";
  }

  @Override
  public void deliver(Alert alert) throws IOException, InterruptedException {
    String text = "[" + alert.type() + "] [" + alert.severity() + "] " + alert.text();
    String fitting = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    post.send(Json.object(Map.of("chat_id", chatId, "text", fitting)));
  }
}
