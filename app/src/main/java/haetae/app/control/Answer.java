package haetae.app.control;

import haetae.app.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the service says to a word.
 *
 * @param text one line for the operator
 * @param tookMs real time from the moment the service took the word up
 * @param marketMs the same in the market's time, which a simulation may run faster
 */
public record Answer(Stage stage, String text, long tookMs, long marketMs) {
  /** How far it is. */
  public enum Stage {
    /** Taken up; the text tells what is still to be done. */
    TAKEN,
    /** All of it is done. */
    DONE,
    /** Not done, and the text says why. */
    REFUSED
  }

  String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("stage", stage.name());
    object.put("text", text);
    object.put("took_ms", tookMs);
    object.put("market_ms", marketMs);
    return Json.lines(object);
  }

  static Answer parse(String text) throws IOException {
    Map<String, Object> object = Json.read(text);
    if (object.get("took_ms") instanceof Number took
        && object.get("market_ms") instanceof Number market
        && object.get("text") instanceof String words) {
      return new Answer(
          Stage.valueOf(String.valueOf(object.get("stage"))),
          words,
          took.longValue(),
          market.longValue());
    }
    throw new IOException("not an answer");
  }
}
