/** Tells the operator. Never blocks whoever raises an alert. */
@NullMarked
package haetae.ops.alert;

import org.jspecify.annotations.NullMarked;
