/**
 * Daily files of everything the venues told, in blocks that stand alone: written by the recorder,
 * read as a recording. Knows nothing of connections.
 */
@NullMarked
package haetae.venue.segment;

import org.jspecify.annotations.NullMarked;
