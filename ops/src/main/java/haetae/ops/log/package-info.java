/** Central logging: formats, files, rotation, failure of the disk. Knows nothing of trading. */
@NullMarked
package haetae.ops.log;

import org.jspecify.annotations.NullMarked;
