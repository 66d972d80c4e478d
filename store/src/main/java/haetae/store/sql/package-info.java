/**
 * The SQL view: tables that are made from the journal, record by record, on SQLite or PostgreSQL,
 * and can be made from it again. It decides nothing and nothing is decided on it.
 */
@NullMarked
package haetae.store.sql;

import org.jspecify.annotations.NullMarked;
