package haetae.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.store.sql.CsvImport.Counts;
import haetae.store.sql.CsvImport.Finish;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvImportTest {
  private static final String SPREADS =
      "timestamp,symbol,upbit_price,binance_price,binance_price_krw,spread_pct,net_spread_pct,"
          + "is_opportunity\n";
  private static final String POSITIONS =
      "timestamp_open,symbol,direction,size,entry_upbit_price,entry_binance_price,"
          + "entry_spread_pct,timestamp_close,exit_upbit_price,exit_binance_price,"
          + "exit_spread_pct,pnl_krw,pnl_pct,status\n";

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void migrate() throws Exception {
    database = Database.sqlite(folder.resolve("haetae.db"));
    assertThat(database.migrate()).isEqualTo(1);
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private CsvImport.Result run(Finish finish, Path... files) throws Exception {
    try (Connection connection = database.connect()) {
      return CsvImport.run(connection, List.of(files), finish);
    }
  }

  private String export(String table) throws Exception {
    StringWriter out = new StringWriter();
    try (Connection connection = database.connect()) {
      CsvExport.write(connection, table, out);
    }
    return out.toString();
  }

  @Test
  void shouldTakeEachRowOnceHoweverOftenItIsImported() throws Exception {
    String twice = "1700000000123,BTC,50000000.0,37000.12345678901,49900000,0.2004,-0.15,False\n";
    Path spreads =
        file(
            "spreads.csv",
            SPREADS + twice + twice + "2023-11-14T22:13:21+00:00,ETH,1e3,1,1,1E-9,0,True\n");

    assertThat(run(Finish.DRY_RUN, spreads).counts())
        .isEqualTo(Map.of("old_spreads", new Counts(3, 3, 0)));
    assertThat(export("old_spreads").lines()).hasSize(1);
    assertThat(run(Finish.ALL_OR_NOTHING, spreads).committed()).isTrue();
    String first = export("old_spreads");
    assertThat(run(Finish.ALL_OR_NOTHING, spreads).counts().get("old_spreads").unchanged())
        .isEqualTo(3);
    assertThat(export("old_spreads")).isEqualTo(first);
    String btc = "2023-11-14T22:13:20.123Z,BTC,50000000,37000.12345679,49900000,0.2004,-0.15,0";
    assertThat(first.lines())
        .hasSize(4)
        .anyMatch(line -> line.endsWith(btc))
        .anyMatch(line -> line.endsWith("2023-11-14T22:13:21.000Z,ETH,1000,1,1,0,0,1"));
  }

  @Test
  void shouldMakeOneRowOfAPositionThatWasClosed() throws Exception {
    String opened = "1700000000,BTC,A,0.01,5e7,37000,1.5,";
    Path positions =
        file(
            "positions.csv",
            POSITIONS
                + (opened + ",,,,,,OPEN\n")
                + (opened + "1700003600,5.1e7,37100,0.4,1234.5,0.25,CLOSED\n"));

    assertThat(run(Finish.ALL_OR_NOTHING, positions).counts().get("old_positions"))
        .isEqualTo(new Counts(2, 1, 1));
    assertThat(run(Finish.ALL_OR_NOTHING, positions).counts().get("old_positions"))
        .isEqualTo(new Counts(2, 0, 0));
    String closed = "2023-11-14T23:13:20.000Z,51000000,37100,0.4,1234.5,0.25,CLOSED";
    assertThat(export("old_positions").lines()).hasSize(2).anyMatch(line -> line.endsWith(closed));
  }

  @Test
  void shouldNameBadRowsAndImportNothing() throws Exception {
    Path good = file("a.csv", SPREADS + "1700000000123,BTC,1,1,1,1,1,True\n");
    Path bad =
        file(
            "b.csv",
            SPREADS
                + "1700000000123,BTC,nan,1,1,1,1,True\n"
                + "1700000000123,BTC,1,1,1,1\n"
                + "yesterday,BTC,1,1,1,1,1,True\n"
                + "1700000000123,BTC,1e30,1,1,1,1,True\n"
                + "1700000000123,BTC,1,1,1,1,1,maybe\n"
                + "1700000000123,\"BTC,1,1,1,1,1,True\n"
                + "1700000000124,BTC,1,1,1,1,1,True\n");
    Path other = file("c.csv", "a,b\n1,2\n");

    CsvImport.Result result = run(Finish.ALL_OR_NOTHING, good, bad, other);

    assertThat(result.committed()).isFalse();
    assertThat(result.bad()).hasSize(7);
    assertThat(result.bad().get(0)).endsWith("b.csv:2: upbit_price is not a number: \"nan\"");
    assertThat(result.bad().get(1)).endsWith("b.csv:3: 6 fields instead of 8");
    assertThat(result.bad().get(5)).endsWith("b.csv:7: a quote is not closed");
    assertThat(result.bad().get(6)).contains("c.csv:1: unknown columns");
    assertThat(export("old_spreads").lines()).hasSize(1);
    assertThat(run(Finish.SKIP_BAD, good, bad).committed()).isTrue();
    assertThat(export("old_spreads").lines()).hasSize(3);
  }

  @Test
  void shouldReadAddressesWithoutTellingTheirPassword() {
    PostgresAddress address =
        PostgresAddress.of("postgresql://trader:s%40crt@db.example:6543/arb?sslmode=require");

    assertThat(address.password()).isEqualTo("s@crt");
    assertThat(address.sslMode()).isEqualTo("require");
    assertThat(Database.postgres(address, "", "public").name())
        .isEqualTo("postgres db.example:6543/arb/public");
    assertThat(address.toString()).doesNotContain("crt");
    assertThatThrownBy(() -> PostgresAddress.of("postgresql://u:secret@bad host/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must look like postgresql://user@host:5432/database");
  }
}
