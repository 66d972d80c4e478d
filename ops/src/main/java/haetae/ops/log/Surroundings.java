package haetae.ops.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the log takes from the machine, and tests from elsewhere.
 *
 * @param zone of the times and of midnight
 * @param console each line goes there too; null if not wanted
 * @param clockMs wall clock, ms since the epoch
 * @param queueBound DEBUG and INFO are dropped when so many lines wait
 * @param hardBound even WARNING and above are given up when so many wait: memory is finite
 */
record Surroundings(
    ZoneId zone,
    @Nullable PrintStream console,
    LongSupplier clockMs,
    int queueBound,
    int hardBound) {

  static Surroundings real(boolean console) {
    PrintStream out = console ? new PrintStream(System.out, false, StandardCharsets.UTF_8) : null;
    return new Surroundings(
        ZoneId.systemDefault(), out, System::currentTimeMillis, 65_536, 250_000);
  }
}
