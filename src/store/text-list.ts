// Many texts as one parameter of a statement: joined by a character that JSON texts and ids can not contain, and taken
// apart by the database. Half the time of an array of texts, whose every quote is escaped here and read again there.
import { sql } from 'kysely';

const SEPARATOR = '\u001e';

/** A text[] of these; null stays null. No text may be empty or contain a control character. */
export function textList(texts: readonly (string | null)[]) {
  return sql`string_to_array(${texts.join(SEPARATOR)}::text, ${sql.lit(SEPARATOR)}, '')`;
}
