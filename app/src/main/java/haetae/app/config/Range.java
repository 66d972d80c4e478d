package haetae.app.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Smallest and largest value of a number, both allowed. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
  /** Smallest value. */
  double min() default 0;

  /** Largest value; the default is what an amount scaled by 1e8 can hold with room to reckon. */
  double max() default 1e10;

  /** Most decimals, so that nothing is rounded silently. */
  int decimals() default 8;
}
