package haetae.app.dashboard;

/**
 * Who asks. Immutable.
 *
 * @param name for the audit trail: the role and, after a login, the session's first characters
 * @param session id of the session, empty without one
 * @param csrf what a page of this visitor sends with each action, empty if it may do nothing
 */
record Visitor(Role role, String name, String session, String csrf) {
  static final Visitor NOBODY = new Visitor(Role.NONE, "nobody", "", "");
}
