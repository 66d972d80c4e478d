package haetae.app.dashboard;

import haetae.app.json.JsonText;
import java.nio.charset.StandardCharsets;

/** An answer. Immutable. */
final class Reply {
  private static final String JSON = "application/json; charset=utf-8";
  private static final int OK = 200;

  private final int status;
  private final String type;
  private final byte[] body;
  private final String cookie;

  /**
   * An answer.
   *
   * @param body not changed any more
   * @param cookie value of Set-Cookie, empty for none
   */
  Reply(int status, String type, byte[] body, String cookie) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.cookie = cookie;
  }

  static Reply json(byte[] body) {
    return new Reply(OK, JSON, body, "");
  }

  static Reply json(int status, JsonText body) {
    return new Reply(status, JSON, body.bytes(), "");
  }

  static Reply text(String type, byte[] body) {
    return new Reply(OK, type, body, "");
  }

  /** One sentence about what was not done. */
  static Reply refused(Refused.Stop stop) {
    JsonText json = new JsonText().open().flag("done", false);
    json.text("reason", stop.why().name().toLowerCase(java.util.Locale.ROOT));
    return json(stop.why().status(), json.text("text", stop.text()).close());
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  byte[] body() {
    return body;
  }

  String cookie() {
    return cookie;
  }

  Reply with(String newCookie) {
    return new Reply(status, type, body, newCookie);
  }

  @Override
  public String toString() {
    return status + " " + new String(body, StandardCharsets.UTF_8);
  }
}
