package haetae.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  @TempDir private Path temp;

  private Path env(String text, String permissions) throws Exception {
    Path file = Files.writeString(temp.resolve(".env"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  @Test
  void shouldTakeTheEnvironmentBeforeTheFile() throws Exception {
    Path file = env("UPBIT_API_KEY=file\nUPBIT_API_SECRET=file-secret\n", "rw-------");

    Secrets secrets = Secrets.load(Map.of("UPBIT_API_KEY", "environment"), file);

    assertThat(secrets.get("UPBIT_API_KEY")).contains("environment");
    assertThat(secrets.get("UPBIT_API_SECRET")).contains("file-secret");
    assertThat(secrets.get("BINANCE_API_KEY")).isEmpty();
    assertThat(secrets.warnings()).isEmpty();
  }

  @Test
  void shouldReadSecretsFromFilesThatTheEnvironmentNames() throws Exception {
    Path file = env("UPBIT_API_KEY=dot\nUPBIT_API_SECRET=dot\nBINANCE_API_KEY=dot\n", "rw-------");
    Path given = Files.writeString(temp.resolve("given"), "from-file\n");
    Path empty = Files.writeString(temp.resolve("empty"), "\n");

    Secrets secrets =
        Secrets.load(
            Map.of(
                "UPBIT_API_KEY_FILE", given.toString(),
                "UPBIT_API_SECRET_FILE", given.toString(),
                "UPBIT_API_SECRET", "environment",
                "BINANCE_API_KEY_FILE", empty.toString()),
            file);

    assertThat(secrets.get("UPBIT_API_KEY")).contains("from-file");
    assertThat(secrets.get("UPBIT_API_SECRET")).contains("environment");
    assertThat(secrets.get("BINANCE_API_KEY")).contains("dot");
    assertThatThrownBy(() -> Secrets.load(Map.of("HAETAE_DB_PASSWORD_FILE", temp + "/none"), file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("HAETAE_DB_PASSWORD_FILE names a file that cannot be read");
  }

  @Test
  void shouldReadQuotesCommentsAndExports() throws Exception {
    String text =
        """
        # keys
        UPBIT_API_KEY=plain

        export UPBIT_API_SECRET="double = quoted"
        BINANCE_API_KEY='single'
          BINANCE_API_SECRET =  spaced
        """;

    Secrets secrets = Secrets.load(Map.of(), env(text, "rw-------"));

    assertThat(secrets.get("UPBIT_API_KEY")).contains("plain");
    assertThat(secrets.get("UPBIT_API_SECRET")).contains("double = quoted");
    assertThat(secrets.get("BINANCE_API_KEY")).contains("single");
    assertThat(secrets.get("BINANCE_API_SECRET")).contains("spaced");
  }

  @Test
  void shouldWarnWhenOthersCanReadTheFile() throws Exception {
    for (String permissions : new String[] {"rw-r--r--", "rw-r-----", "rw----r--"}) {
      Secrets secrets = Secrets.load(Map.of(), env("UPBIT_API_KEY=x\n", permissions));
      assertThat(secrets.warnings())
          .singleElement()
          .asString()
          .contains(".env can be read by others; run: chmod 600");
    }
  }

  @Test
  void shouldNotRepeatTheTextOfALineThatItCannotRead() throws Exception {
    Path file = env("UPBIT_API_KEY=x\nhunter2-without-name\n", "rw-------");

    assertThatThrownBy(() -> Secrets.load(Map.of(), file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(".env:2:1: expected NAME=value")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void shouldLoadNothingWhenThereIsNothing() throws Exception {
    Secrets secrets = Secrets.load(Map.of("UPBIT_API_KEY", ""), temp.resolve("absent"));

    assertThat(secrets.toMask()).isEmpty();
    assertThat(secrets.warnings()).isEmpty();
  }

  @Test
  void shouldAllowLiveTradingForExactlyOne() throws Exception {
    Path absent = temp.resolve("absent");
    for (String no : new String[] {"true", "yes", "01", "1 ", "", "2"}) {
      assertThat(Secrets.load(Map.of("LIVE_TRADING", no), absent).liveTrading())
          .as("LIVE_TRADING=" + no)
          .isFalse();
    }
    assertThat(Secrets.load(Map.of("LIVE_TRADING", "1"), absent).liveTrading()).isTrue();
    assertThat(Secrets.load(Map.of(), env("LIVE_TRADING=1\n", "rw-------")).liveTrading()).isTrue();
  }

  @Test
  void shouldShowNamesOnly() throws Exception {
    Secrets secrets = Secrets.load(Map.of("UPBIT_API_SECRET", "hunter2"), temp.resolve("absent"));

    assertThat(secrets.toString()).isEqualTo("Secrets[UPBIT_API_SECRET]");
  }
}
