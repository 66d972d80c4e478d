package haetae.ops.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns a line into text, with secrets masked and the level padded to 8:
 *
 * <pre>{@code 2025-11-15 20:56:14,510 [INFO    ] [arbitrage.live_loop] [LIVE] message}</pre>
 *
 * <p>Then {@code trade=ID} if it is about one, and the stack trace on lines of its own. Threads:
 * any.
 */
final class LineFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
  private static final int LEVEL_WIDTH = 8;

  private final ZoneId zone;
  private final SecretMask mask;
  private final JsonFactory json = new JsonFactory();

  LineFormat(ZoneId zone, List<String> secrets) {
    this.zone = zone;
    this.mask = new SecretMask(secrets);
  }

  String text(LogLine line) {
    StringBuilder out = new StringBuilder(160);
    TIME.formatTo(Instant.ofEpochMilli(line.timeMs()).atZone(zone), out);
    out.append(" [").append(line.level());
    out.repeat(' ', LEVEL_WIDTH - line.level().name().length());
    out.append("] [").append(line.logger()).append("] ").append(line.message());
    if (line.trade() != null) {
      out.append(" trade=").append(line.trade());
    }
    out.append('\n');
    if (line.error() != null) {
      out.append(trace(line.error()));
    }
    return mask.apply(out.toString());
  }

  String json(LogLine line) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), out)) {
      generator.writeStartObject();
      generator.writeStringProperty("time", Instant.ofEpochMilli(line.timeMs()).toString());
      generator.writeStringProperty("level", line.level().name());
      generator.writeStringProperty("logger", line.logger());
      generator.writeStringProperty("thread", line.thread());
      generator.writeStringProperty("message", mask.apply(line.message()));
      if (line.trade() != null) {
        generator.writeStringProperty("trade", line.trade());
      }
      if (line.error() != null) {
        generator.writeStringProperty("exception", mask.apply(trace(line.error())));
      }
      generator.writeEndObject();
    }
    return out.append('\n').toString();
  }

  private static String trace(Throwable error) {
    StringWriter out = new StringWriter();
    try (PrintWriter printer = new PrintWriter(out)) {
      error.printStackTrace(printer);
    } catch (RuntimeException e) {
      // An exception whose own text fails must not cost us the line that reports it.
      return error.getClass().getName() + " (its stack trace failed: " + e.getClass() + ")\n";
    }
    return out.toString();
  }
}
