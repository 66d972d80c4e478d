package haetae.ops.log;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns a line into text, with secrets masked: {@code 2025-11-15 20:56:14,510 [INFO ]
 * [arbitrage.live_loop] message}, the level padded to 8. Threads: the writer's.
 */
final class LineFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
  private static final String MASK = "***";

  private final ZoneId zone;
  private final List<String> secrets;
  private final JsonFactory json = new JsonFactory();

  LineFormat(ZoneId zone, List<String> secrets) {
    this.zone = zone;
    // Longest first, so that a secret that contains another is masked as a whole.
    this.secrets =
        secrets.stream()
            .filter(s -> !s.isBlank())
            .sorted((a, b) -> b.length() - a.length())
            .toList();
  }

  String text(LogLine line) {
    StringBuilder out = new StringBuilder(160);
    TIME.formatTo(Instant.ofEpochMilli(line.timeMs()).atZone(zone), out);
    out.append(" [").append(line.level());
    out.repeat(' ', 8 - line.level().name().length());
    out.append("] [").append(line.logger()).append("] ").append(line.message());
    out.append(System.lineSeparator());
    if (line.error() != null) {
      out.append(trace(line.error()));
    }
    return mask(out.toString());
  }

  String json(LogLine line) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), out)) {
      generator.writeStartObject();
      generator.writeStringProperty("time", Instant.ofEpochMilli(line.timeMs()).toString());
      generator.writeStringProperty("level", line.level().name());
      generator.writeStringProperty("logger", line.logger());
      generator.writeStringProperty("thread", line.thread());
      generator.writeStringProperty("message", mask(line.message()));
      if (line.error() != null) {
        generator.writeStringProperty("exception", mask(trace(line.error())));
      }
      generator.writeEndObject();
    }
    return out.append(System.lineSeparator()).toString();
  }

  private static String trace(Throwable error) {
    try (StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out)) {
      error.printStackTrace(printer);
      printer.flush();
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail", e);
    }
  }

  private String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
