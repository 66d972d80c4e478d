package haetae.ops.alert;

import java.net.URI;
import java.time.Duration;

/**
 * A bot and its secret. The token is part of every address and therefore in no message; {@link
 * #toString} hides it.
 *
 * @param api base address of the Bot API
 * @param token of the bot
 */
public record TelegramBot(URI api, String token) {
  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the token cannot be one, or would cross a network in the
   *     clear; the token is not repeated
   */
  public TelegramBot {
    if (!token.matches("[A-Za-z0-9:_-]+")) {
      throw new IllegalArgumentException("the Telegram bot token has letters that no token has");
    }
    String host = api.getHost();
    boolean here = host != null && local(host);
    if (host == null || !("https".equals(api.getScheme()) || here)) {
      throw new IllegalArgumentException(
          "the address of the Bot API must begin with https:// (http:// on this machine only)");
    }
  }

  private static boolean local(String host) {
    // Only literal addresses and this name: nothing is looked up.
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.[0-9.]+");
  }

  /** A method of the Bot API. */
  HttpPost post(String method, Duration timeout) {
    return new HttpPost(URI.create(api + "/bot" + token + "/" + method), timeout);
  }

  @Override
  public String toString() {
    return "TelegramBot[" + api.getHost() + "]";
  }
}
