package haetae.risk;

/** Where an approved order goes. */
public enum Gate {
  /** The venue's real order endpoint. */
  LIVE,
  /** The paper venue. */
  PAPER
}
