package haetae.venue.segment;

import haetae.engine.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything that segments hold. */
record Readout(List<String> events, List<Mark> marks, List<String> damage) {
  /** Of one file. */
  static Readout of(Path file) throws Exception {
    Readout all = new Readout(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    all.add(file);
    return all;
  }

  /** Of all files in a folder, by name. */
  static Readout in(Path folder) throws Exception {
    Readout all = new Readout(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Path file : files(folder)) {
      all.add(file);
    }
    return all;
  }

  /** Segments of a folder, by name. */
  static List<Path> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".seg.zst")).sorted().toList();
    }
  }

  private void add(Path file) throws Exception {
    try (SegmentReader reader = SegmentReader.open(file, new Keeper())) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        events.add(haetae.venue.segment.Stream.text(event));
      }
    }
  }

  private final class Keeper implements SegmentReader.Listener {
    @Override
    public void marked(Mark mark) {
      marks.add(mark);
    }

    @Override
    public void damaged(long atByte, String what, boolean atEnd) {
      damage.add(atByte + " " + atEnd);
    }
  }

  List<Mark.Kind> kinds() {
    return marks.stream().map(Mark::kind).toList();
  }
}
