package haetae.ops.alert;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Posts alerts as JSON to an address: {@code {"time": ISO-8601, "type": ..., "severity": ...,
 * "text": ...}}. The address may hold a secret and is in no message.
 */
public final class WebhookChannel implements AlertChannel {
  private final HttpPost post;

  /**
   * A webhook.
   *
   * @param address http or https
   * @param timeout of connecting, and of a whole request
   * @throws IllegalArgumentException if it is no such address; it is not repeated
   */
  public WebhookChannel(String address, Duration timeout) {
    this.post = new HttpPost(parse(address), timeout);
  }

  private static URI parse(String address) {
    try {
      URI parsed = URI.create(address);
      boolean web = "https".equals(parsed.getScheme()) || "http".equals(parsed.getScheme());
      if (web && parsed.getHost() != null) {
        return parsed;
      }
    } catch (IllegalArgumentException _) {
      // Told below without the address, which its own words would quote.
    }
    throw new IllegalArgumentException("the webhook's address is no http(s) address");
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public void deliver(Alert alert) throws IOException, InterruptedException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("time", Instant.ofEpochMilli(alert.timeMs()).toString());
    facts.put("type", alert.type());
    facts.put("severity", alert.severity());
    facts.put("text", alert.text());
    post.send(Json.object(facts));
  }
}
