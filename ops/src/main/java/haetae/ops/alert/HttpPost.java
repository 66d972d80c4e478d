package haetae.ops.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Posts JSON and judges the answer. The address may hold a secret, so it is in no message: errors
 * name the host and nothing more. Threads: any.
 */
final class HttpPost {
  private static final Pattern SECONDS = Pattern.compile("\"retry_after\"\\s*:\\s*(\\d{1,6})");
  private static final int TOO_MANY = 429;
  private static final int TIMEOUT = 408;
  private static final long MS_PER_SECOND = 1_000;
  private static final long MOST_BYTES = 4_000_000;

  private final URI address;
  private final Duration timeout;
  private final HttpClient client;

  HttpPost(URI address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Posts and returns the answer's body.
   *
   * @throws AlertChannel.BusyException if the other side asks for patience
   * @throws AlertChannel.RefusedException if it will not take this, whenever it is sent
   * @throws IOException if another try may help
   */
  String send(String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer;
    try {
      answer =
          client.send(
              request,
              HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), MOST_BYTES));
    } catch (IOException e) {
      // The exception's own words may quote the address.
      throw new IOException("no answer from " + host() + ": " + e.getClass().getSimpleName());
    }
    judge(answer);
    return answer.body();
  }

  private void judge(HttpResponse<String> answer) throws IOException {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return;
    }
    String reason = host() + " answered " + status;
    if (status == TOO_MANY) {
      throw new AlertChannel.BusyException(reason, waitMs(answer));
    }
    if (status >= 300 && status < 500 && status != TIMEOUT) {
      throw new AlertChannel.RefusedException(reason);
    }
    throw new IOException(reason);
  }

  private static long waitMs(HttpResponse<String> answer) {
    Matcher body = SECONDS.matcher(answer.body());
    String header = answer.headers().firstValue("Retry-After").orElse("");
    String seconds = body.find() ? body.group(1) : header.matches("\\d{1,6}") ? header : "0";
    return Long.parseLong(seconds) * MS_PER_SECOND;
  }

  private String host() {
    return String.valueOf(address.getHost());
  }
}
