package haetae.ops.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

final class LineFormatTest {
  private static final long TIME =
      LocalDateTime.parse("2025-11-15T20:56:14.510")
          .atZone(LogBench.ZONE)
          .toInstant()
          .toEpochMilli();

  private final LineFormat format =
      new LineFormat(LogBench.ZONE, List.of("abc", "abcdef", "bot:12/3", " "));

  private static LogLine line(LogLevel level, String message, String trade, Throwable error) {
    return new LogLine(TIME, level, Loggers.LIVE_LOOP, message, "main", trade, error);
  }

  @ParameterizedTest
  @CsvSource({
    "DEBUG,'DEBUG   '",
    "INFO,'INFO    '",
    "WARNING,'WARNING '",
    "ERROR,'ERROR   '",
    "CRITICAL,CRITICAL"
  })
  void shouldPadTheLevelToEight(LogLevel level, String padded) {
    assertThat(format.text(line(level, "[LIVE] message", null, null)))
        .isEqualTo(
            "2025-11-15 20:56:14,510 [" + padded + "] [arbitrage.live_loop] [LIVE] message\n");
  }

  @Test
  void shouldEndInTheTradeWhenThereIsOne() {
    assertThat(format.text(line(LogLevel.INFO, "leg filled", "T42", null)))
        .endsWith("[arbitrage.live_loop] leg filled trade=T42\n");
  }

  @Test
  void shouldMaskSecretsInMessageTraceAndUrl() {
    Throwable error = new IllegalStateException("key abcdef", new RuntimeException("abc"));

    String text = format.text(line(LogLevel.ERROR, "/bot%3A12%2F3/send bot:12/3", null, error));

    assertThat(text)
        .contains("/***/send ***\n")
        .contains("IllegalStateException: key ***\n")
        .contains("Caused by: java.lang.RuntimeException: ***\n")
        .contains("\tat haetae.ops.log.LineFormatTest")
        .doesNotContain("abc", "12/3", "def\n");
  }

  @Test
  void shouldKeepKoreanWonAndEmoji() {
    assertThat(format.text(line(LogLevel.INFO, "체결 1,000₩ 🔴", null, null)))
        .endsWith("체결 1,000₩ 🔴\n");
  }

  @Test
  void shouldKeepTheLineWhenTheExceptionsOwnTextFails() {
    Throwable broken =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("no text");
          }
        };

    assertThat(format.text(line(LogLevel.ERROR, "kept", null, broken)))
        .contains("] kept\n")
        .contains("its stack trace failed");
  }

  @Test
  void shouldSayTheSameInJson() {
    Throwable error = new IllegalStateException("abc \"quoted\"");

    String json = format.json(line(LogLevel.WARNING, "한글 \"x\"\nabc", "T1", error));

    assertThat(json).endsWith("}\n").doesNotContain("abc");
    assertThat(json.indexOf('\n')).isEqualTo(json.length() - 1);
    assertThat(value(json, "time")).isEqualTo("2025-11-15T11:56:14.510Z");
    assertThat(value(json, "level")).isEqualTo("WARNING");
    assertThat(value(json, "logger")).isEqualTo("arbitrage.live_loop");
    assertThat(value(json, "thread")).isEqualTo("main");
    assertThat(value(json, "message")).isEqualTo("한글 \"x\"\n***");
    assertThat(value(json, "trade")).isEqualTo("T1");
    assertThat(value(json, "exception")).startsWith("java.lang.IllegalStateException: *** \"q");
  }

  private static String value(String json, String name) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.PROPERTY_NAME && name.equals(parser.currentName())) {
          parser.nextToken();
          return parser.getString();
        }
      }
    }
    throw new AssertionError("no " + name + " in " + json);
  }
}
