package haetae.spark;

import haetae.app.config.ConfigException;
import haetae.app.live.StartFailure;
import haetae.app.research.SweepCommand;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import picocli.CommandLine;

/**
 * {@code ./haetae sweep} with the same options and results on Apache Spark, for {@code
 * spark-submit}.
 */
public final class SparkSweep {
  private SparkSweep() {}

  /** Runs it and ends the process with its code. */
  public static void main(String[] arguments) {
    SparkConf conf = new SparkConf().setAppName("haetae sweep");
    System.exit(execute(new SweepCommand(new SparkFarm(conf)), arguments));
  }

  /** Runs it; returns the exit code. */
  static int execute(Callable<Integer> command, String[] arguments) {
    CommandLine line = new CommandLine(command);
    line.setExecutionExceptionHandler(
        (e, at, result) -> {
          if (e instanceof ConfigException config) {
            config.problems().forEach(at.getErr()::println);
            return 2;
          }
          if (e instanceof StartFailure) {
            at.getErr().println("cannot start: " + e.getMessage());
            return 1;
          }
          throw e;
        });
    return line.execute(arguments);
  }
}
