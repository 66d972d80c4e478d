/** JMH and end-to-end measurements. */
@NullMarked
package haetae.bench;

import org.jspecify.annotations.NullMarked;
