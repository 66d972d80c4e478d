package haetae.sim.fault;

/** What all parts of one run share. */
record Stage(
    Scenario scenario,
    Timeline time,
    Faults faults,
    Weather weather,
    Verdict verdict,
    Figures figures) {}
