package haetae.app.research.report;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small table as a Parquet file: one row group, a plain page compressed by Zstandard for each
 * column, no nulls. Money stays exact: a number E8 is a {@code DECIMAL(18, 8)}, a time in ns a UTC
 * {@code TIMESTAMP}. Threads: one owner.
 *
 * <p>Source: Apache Parquet format, parquet.thrift and Encodings.md. Read back by another
 * implementation in {@code ParquetTableTest}.
 */
public final class ParquetTable {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int INT64 = 2;
  private static final int BYTE_ARRAY = 6;
  private static final int REQUIRED = 0;
  private static final int UTF8 = 0;
  private static final int DECIMAL = 5;
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int ZSTD = 6;
  private static final int DATA_PAGE = 0;
  private static final int PRECISION = 18;
  private static final int SCALE = 8;
  private static final int LEVEL = 3;

  /** What a column is. */
  private enum Kind {
    TEXT,
    NUMBER,
    E8,
    TIME
  }

  /** A column whose values are encoded. */
  private static final class Column {
    private final String name;
    private final Kind kind;
    private final byte[] plain;

    Column(String name, Kind kind, byte[] plain) {
      this.name = name;
      this.kind = kind;
      this.plain = plain;
    }

    int type() {
      return kind == Kind.TEXT ? BYTE_ARRAY : INT64;
    }
  }

  /** A column as it lies in the file. */
  private record Chunk(Column column, long offset, int headBytes, int packedBytes) {
    long rawTotal() {
      return headBytes + (long) column.plain.length;
    }

    long packedTotal() {
      return headBytes + (long) packedBytes;
    }
  }

  private final int rows;
  private final List<Column> columns = new ArrayList<>();

  /** A table of so many rows, without columns yet. */
  public ParquetTable(int rows) {
    this.rows = rows;
  }

  /** Adds a column of text. */
  public ParquetTable text(String name, List<String> values) {
    check(name, values.size());
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      plain.writeBytes(little(bytes.length));
      plain.writeBytes(bytes);
    }
    columns.add(new Column(name, Kind.TEXT, plain.toByteArray()));
    return this;
  }

  /** Adds a column of whole numbers. */
  public ParquetTable numbers(String name, long[] values) {
    return longs(name, Kind.NUMBER, values);
  }

  /** Adds a column of decimals with eight places, given E8. */
  public ParquetTable decimals(String name, long[] valuesE8) {
    return longs(name, Kind.E8, valuesE8);
  }

  /** Adds a column of times, ns since the epoch. */
  public ParquetTable times(String name, long[] ns) {
    return longs(name, Kind.TIME, ns);
  }

  private ParquetTable longs(String name, Kind kind, long[] values) {
    check(name, values.length);
    byte[] plain = new byte[values.length * Long.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      buffer.putLong(value);
    }
    columns.add(new Column(name, kind, plain));
    return this;
  }

  private void check(String name, int count) {
    if (count != rows) {
      throw new IllegalArgumentException(name + " has " + count + " values, not " + rows);
    }
  }

  private static byte[] little(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
    return bytes;
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(MAGIC);
      List<Chunk> chunks = new ArrayList<>();
      long offset = MAGIC.length;
      for (Column column : columns) {
        byte[] packed = Zstd.compress(column.plain, LEVEL);
        byte[] head = pageHeader(column.plain.length, packed.length);
        out.write(head);
        out.write(packed);
        Chunk chunk = new Chunk(column, offset, head.length, packed.length);
        chunks.add(chunk);
        offset += chunk.packedTotal();
      }
      byte[] footer = footer(chunks);
      out.write(footer);
      out.write(little(footer.length));
      out.write(MAGIC);
    }
  }

  private byte[] pageHeader(int rawBytes, int packedBytes) {
    return new CompactThrift()
        .number(1, DATA_PAGE)
        .number(2, rawBytes)
        .number(3, packedBytes)
        .begin(5)
        .number(1, rows)
        .number(2, PLAIN)
        .number(3, RLE)
        .number(4, RLE)
        .end()
        .toBytes();
  }

  private byte[] footer(List<Chunk> chunks) {
    CompactThrift out = new CompactThrift().number(1, 1);
    out.structs(2, 1 + columns.size());
    out.element().text(4, "haetae").number(5, columns.size()).end();
    columns.forEach(column -> schema(column, out));
    out.number(3, (long) rows);
    out.structs(4, 1).element();
    out.structs(1, chunks.size());
    chunks.forEach(chunk -> chunk(chunk, out));
    out.number(2, chunks.stream().mapToLong(Chunk::rawTotal).sum());
    out.number(3, (long) rows).end();
    return out.text(6, "haetae").toBytes();
  }

  private static void schema(Column column, CompactThrift out) {
    out.element().number(1, column.type()).number(3, REQUIRED).text(4, column.name);
    switch (column.kind) {
      case TEXT -> out.number(6, UTF8).begin(10).begin(1).end().end();
      case NUMBER -> {}
      case E8 ->
          out.number(6, DECIMAL)
              .number(7, SCALE)
              .number(8, PRECISION)
              .begin(10)
              .begin(5)
              .number(1, SCALE)
              .number(2, PRECISION)
              .end()
              .end();
      // Nanoseconds are the third of the units.
      case TIME -> out.begin(10).begin(8).truth(1, true).begin(2).begin(3).end().end().end().end();
    }
    out.end();
  }

  private void chunk(Chunk chunk, CompactThrift out) {
    out.element().number(2, chunk.offset()).begin(3);
    out.number(1, chunk.column().type());
    out.numbers(2, 1).element(PLAIN);
    out.texts(3, 1).element(chunk.column().name);
    out.number(4, ZSTD).number(5, (long) rows);
    out.number(6, chunk.rawTotal()).number(7, chunk.packedTotal());
    out.number(9, chunk.offset()).end().end();
  }
}
