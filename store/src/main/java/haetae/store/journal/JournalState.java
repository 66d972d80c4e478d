package haetae.store.journal;

/** How the journal is. */
public enum JournalState {
  /** There is room for this segment and the next. */
  GOOD,
  /** The next segment could not be prepared: no new risk, the way out stays open. */
  LOW,
  /** There is no room at all: records are lost and counted. */
  FULL
}
