package haetae.app.live;

/** The parts around engine and loop, one line each, in the order of their start. */
final class OuterParts {
  private OuterParts() {}

  /** All parts of a run. */
  static Parts of(ServiceView view) {
    Parts parts = new Parts();
    parts.add(new Checkpoints(view.config(), view.options().mode(), view.cycles()));
    if (view.journal() != null) {
      parts.add(new JournalLag(view.journal()));
    }
    parts.add(new DeskPart(view, view.desk()));
    return parts;
  }
}
