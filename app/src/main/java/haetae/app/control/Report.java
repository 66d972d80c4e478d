package haetae.app.control;

import haetae.app.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is told to scripts: JSON objects, one a line. */
public final class Report {
  private Report() {}

  /** What a service answered; without an answer the stage is {@code SILENT}. */
  public static String of(Word word, ServiceFolder service, Optional<Answer> answer) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("service", service.name());
    object.put("verb", word.verb().name());
    object.put("stage", answer.map(a -> a.stage().name()).orElse("SILENT"));
    object.put("text", answer.map(Answer::text).orElse("no answer"));
    object.put("took_ms", answer.map(Answer::tookMs).orElse(0L));
    object.put("market_ms", answer.map(Answer::marketMs).orElse(0L));
    return Json.spaced(object);
  }

  /** A status with what is wrong with it. */
  public static String of(Status status, long nowMs) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("fault", status.fault(nowMs));
    object.putAll(StatusFile.object(status));
    return Json.spaced(object);
  }
}
