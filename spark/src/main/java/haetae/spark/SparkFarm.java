package haetae.spark;

import haetae.app.live.StartFailure;
import haetae.app.research.SweepFarm;
import haetae.app.research.SweepRun;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Does the runs of a sweep on a Spark cluster, or on the processors of this machine when nothing
 * names a master. The runs go out in batches, a few for each processor, so that a sweep which is
 * stopped loses one batch.
 */
public final class SparkFarm implements SweepFarm {
  private static final String MASTER = "spark.master";
  private static final int RUNS_PER_CORE = 4;

  private final SparkConf conf;

  /** A farm that is told how by {@code spark-submit}, or else is this machine. */
  public SparkFarm(SparkConf conf) {
    this.conf = conf.clone();
    if (!this.conf.contains(MASTER)) {
      this.conf.setMaster("local[*]");
    }
  }

  @Override
  public void run(List<SweepRun> runs, Consumer<String> results) throws StartFailure {
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      int batch = RUNS_PER_CORE * Math.max(1, spark.defaultParallelism());
      for (int i = 0; i < runs.size(); i += batch) {
        List<SweepRun> some = List.copyOf(runs.subList(i, Math.min(runs.size(), i + batch)));
        spark.parallelize(some, some.size()).map(SweepRun::run).collect().forEach(results);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Scala throws checked exceptions that nothing declares.
      throw new StartFailure("a run failed on the cluster: " + e.getMessage());
    }
  }
}
