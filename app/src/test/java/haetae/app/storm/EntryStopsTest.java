package haetae.app.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryStopsTest {
  @Test
  void shouldTellTheTimeBeyondTheLimitOfEachStaleStream(@TempDir Path folder) throws IOException {
    String log =
        """
        [LIVE] feeds are not fresh: upbit book KRW-BTC: 3043 ms old, its limit is 3000 ms
        [LIVE] feeds are not fresh: upbit book KRW-USDT: not connected
        [LIVE] feeds are not fresh: binance mark BTCUSDT: 5007 ms old, its limit is 5000 ms
        """;
    Path file = Files.writeString(folder.resolve("live.log"), log);

    assertThat(EntryStops.told(file)).containsExactly(43L, 7L);
  }
}
