/** Pages, pictures and tables of results. Knows nothing of trading. */
@NullMarked
package haetae.app.research.report;

import org.jspecify.annotations.NullMarked;
