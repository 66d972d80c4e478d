package haetae.app.research.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what an independent reader of the format finds. */
class ParquetTableTest {
  private static final int ROWS = 3_000;

  @TempDir private Path folder;

  @Test
  void shouldBeReadByAnotherImplementation() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    long[] numbers = random.longs(ROWS).toArray();
    long[] moneyE8 =
        random.longs(ROWS, -100_000_000_000_000_000L, 100_000_000_000_000_000L).toArray();
    long[] times = random.longs(ROWS, 0, 1_800_000_000_000_000_000L).toArray();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      words.add(i % 7 == 0 ? "" : "왜, \"" + random.nextInt());
    }
    Path file = folder.resolve("table.parquet");

    new ParquetTable(ROWS)
        .numbers("number", numbers)
        .text("words", words)
        .decimals("money", moneyE8)
        .times("time", times)
        .write(file);

    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
        RowReader rows = reader.rowReader()) {
      assertThat(reader.getFileMetaData().rowGroups().getFirst().columns())
          .hasSize(4)
          .allMatch(chunk -> chunk.metaData().codec() == CompressionCodec.ZSTD);
      for (int i = 0; i < ROWS; i++) {
        assertThat(rows.hasNext()).isTrue();
        rows.next();
        assertThat(rows.getLong("number")).isEqualTo(numbers[i]);
        assertThat(rows.getString("words")).isEqualTo(words.get(i));
        assertThat(rows.getDecimal("money")).isEqualTo(BigDecimal.valueOf(moneyE8[i], 8));
        assertThat(rows.getTimestamp("time")).isEqualTo(Instant.ofEpochSecond(0, times[i]));
      }
      assertThat(rows.hasNext()).isFalse();
    }
  }

  @Test
  void shouldHoldMoreColumnsThanAShortListOfThrift() throws Exception {
    ParquetTable table = new ParquetTable(0);
    for (int i = 0; i < 40; i++) {
      table.numbers("c" + i, new long[0]);
    }
    Path file = folder.resolve("wide.parquet");
    table.write(file);

    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      assertThat(reader.getFileSchema().getColumnCount()).isEqualTo(40);
      assertThat(reader.getFileMetaData().numRows()).isZero();
    }
  }

  @Test
  void shouldRefuseAColumnOfAnotherLength() {
    assertThatThrownBy(() -> new ParquetTable(2).numbers("c", new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("c has 3 values, not 2");
  }
}
