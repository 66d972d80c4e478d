package haetae.store.sql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of earlier systems, as their CSV files hold it; the header tells which one it is.
 *
 * @param sqlName its name here
 */
record OldTable(String sqlName, List<Column> columns) {
  static final OldTable POSITIONS =
      table(
          "old_positions",
          "timestamp_open:time symbol:text direction:text size:number entry_upbit_price:number"
              + " entry_binance_price:number entry_spread_pct:number timestamp_close:time?"
              + " exit_upbit_price:number? exit_binance_price:number? exit_spread_pct:number?"
              + " pnl_krw:number? pnl_pct:number? status:text");
  private static final List<OldTable> ALL =
      List.of(
          POSITIONS,
          table(
              "old_spreads",
              "timestamp:time symbol:text upbit_price:number binance_price:number"
                  + " binance_price_krw:number spread_pct:number net_spread_pct:number"
                  + " is_opportunity:truth"),
          table(
              "old_trades",
              "timestamp:time symbol:text direction:text size:number price:text side:text"
                  + " pnl_krw:number? pnl_pct:number?"),
          table(
              "old_orders",
              "timestamp:time symbol:text venue:text side:text qty:number"
                  + " price_theoretical:number price_effective:number? slippage_bps:number?"
                  + " order_id:text? leg_id:text?"));
  private static final int E8 = 8;
  private static final int EPOCH_DIGITS = 10;

  /** A column: its name in the file, what it holds, and whether it may be empty. */
  record Column(String name, String type, boolean optional) {
    static Column of(String text) {
      String[] parts = text.split(":", -1);
      boolean optional = parts[1].endsWith("?");
      return new Column(parts[0], parts[1].replace("?", ""), optional);
    }
  }

  private static OldTable table(String sqlName, String columns) {
    return new OldTable(sqlName, Stream.of(columns.split(" ", -1)).map(Column::of).toList());
  }

  /** The table whose columns these are; null if there is none. */
  static @Nullable OldTable of(List<String> header) {
    for (OldTable table : ALL) {
      if (table.columns.stream().map(Column::name).toList().equals(header)) {
        return table;
      }
    }
    return null;
  }

  /** The headers that are understood. */
  static String headers() {
    List<String> all = new ArrayList<>();
    for (OldTable table : ALL) {
      all.add(String.join(",", table.columns.stream().map(Column::name).toList()));
    }
    return String.join("  or  ", all);
  }

  /** Names of the columns in SQL, in the order of the file. */
  List<String> sqlColumns() {
    return columns.stream()
        .map(c -> c.type().equals("number") ? c.name() + "_e8" : c.name())
        .toList();
  }

  /**
   * A row's values for SQL.
   *
   * @throws IllegalArgumentException saying which column is wrong, and how
   */
  List<@Nullable Object> values(List<String> fields) {
    if (fields.size() != columns.size()) {
      throw new IllegalArgumentException(fields.size() + " fields instead of " + columns.size());
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      values.add(value(columns.get(i), fields.get(i).strip()));
    }
    return values;
  }

  private static @Nullable Object value(Column column, String field) {
    if (field.isEmpty() || field.equals("None")) {
      if (column.optional()) {
        return null;
      }
      throw new IllegalArgumentException(column.name() + " is empty");
    }
    try {
      return switch (column.type()) {
        case "number" -> e8(field);
        case "time" -> time(field);
        case "truth" -> truth(field);
        default -> field;
      };
    } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          column.name() + " is not a " + column.type() + ": \"" + field + "\"", e);
    }
  }

  private static long e8(String field) {
    return new BigDecimal(field)
        .setScale(E8, RoundingMode.HALF_EVEN)
        .movePointRight(E8)
        .longValueExact();
  }

  /** Milliseconds or seconds since the epoch, or ISO 8601; without a zone it is UTC. */
  private static String time(String field) {
    if (field.matches("\\d+(\\.\\d+)?")) {
      BigDecimal number = new BigDecimal(field);
      boolean seconds = number.toBigInteger().toString().length() <= EPOCH_DIGITS;
      return Times.isoOfMs((seconds ? number.movePointRight(3) : number).longValue());
    }
    String iso = field.replace(' ', 'T');
    Instant instant =
        iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
            ? OffsetDateTime.parse(iso).toInstant()
            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    return Times.isoOfMs(instant.toEpochMilli());
  }

  private static int truth(String field) {
    return switch (field.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> 1;
      case "false", "0" -> 0;
      default -> throw new IllegalArgumentException(field);
    };
  }
}
