/** Samples of this process and its machine. Never blocks whoever asks. */
@NullMarked
package haetae.ops.sysmon;

import org.jspecify.annotations.NullMarked;
