package haetae.venue.recorded;

import haetae.engine.EventSource;
import haetae.market.Instrument;
import java.nio.file.Path;
import java.util.List;

/**
 * Recorded files of which every row has been read once, so that what they hold is known. May be
 * opened any number of times, which reads nothing but the first rows; the files must stay as they
 * are. Immutable. Threads: any.
 */
public final class Surveyed {
  private final List<FileKind> files;
  private final List<Content> contents;
  private final Findings findings;

  Surveyed(List<FileKind> files, List<Content> contents, Findings findings) {
    this.files = List.copyOf(files);
    this.contents = List.copyOf(contents);
    this.findings = findings;
  }

  /** The files from their beginning. */
  public Recording open() throws RecordingException {
    return new Recording(this);
  }

  /** True if all of the files are segments of the recorder. */
  public boolean segments() {
    return files.stream().allMatch(file -> file.format() == Format.SEGMENT);
  }

  /**
   * The files from their beginning, as the events of some instruments; only for {@link #segments}.
   */
  public EventSource market(List<Instrument> instruments) {
    if (!segments()) {
      throw new IllegalStateException("not all of the files are segments");
    }
    return new SegmentMarket(contents, instruments);
  }

  List<FileKind> files() {
    return files;
  }

  /** The files, by name. */
  public List<Path> paths() {
    return files.stream().map(FileKind::path).toList();
  }

  /** What the files hold, by name. */
  public List<Content> contents() {
    return contents;
  }

  /** What was odd in them. */
  public Findings findings() {
    return findings;
  }
}
