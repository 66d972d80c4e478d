/**
 * The operator's word to the service and its answer, as files: the halt latch, requests, the
 * status. Decides nothing about trading and runs no threads.
 */
@NullMarked
package haetae.app.control;

import org.jspecify.annotations.NullMarked;
