package haetae.bench;

import haetae.ops.sysmon.LinuxProbe;
import haetae.ops.sysmon.Probe;
import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One sample of this process, as the resource monitor's own thread takes it. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
public class ResourceSampleBench {
  private final LinuxProbe probe = new LinuxProbe(Path.of(""));

  /** All figures: CPU, memory, file descriptors, threads, heap, collections, disk. */
  @Benchmark
  public Probe.Reading linuxProbe() throws IOException {
    return probe.read();
  }

  /** Lets go of the JVM's notifications. */
  @TearDown
  public void close() {
    probe.close();
  }
}
