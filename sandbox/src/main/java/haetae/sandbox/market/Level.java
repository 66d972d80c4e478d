package haetae.sandbox.market;

import java.math.BigDecimal;

/** One level of a published book. */
public record Level(BigDecimal price, BigDecimal quantity) {}
