package haetae.app.live;

import haetae.store.journal.Journal;

/** The parts around engine and loop, one line each, in the order of their start. */
final class OuterParts {
  private OuterParts() {}

  /** All parts of a run. */
  static Parts of(ServiceView view) {
    Parts parts = new Parts();
    parts.add(new Checkpoints(view.config(), view.options().mode(), view.cycles()));
    Journal journal = view.journal();
    if (journal != null) {
      parts.add(new JournalLag(journal));
    }
    if (journal != null && Storage.enabled(view.config())) {
      parts.add(new StorageViews(view, journal));
    }
    if (view.config().redis().enabled()) {
      parts.add(new RedisPart(view));
    }
    parts.add(new DeskPart(view, view.desk()));
    return parts;
  }
}
