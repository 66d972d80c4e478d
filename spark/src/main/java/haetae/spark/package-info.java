/** Sweeps on Apache Spark. Never on the class path of the service. */
@NullMarked
package haetae.spark;

import org.jspecify.annotations.NullMarked;
