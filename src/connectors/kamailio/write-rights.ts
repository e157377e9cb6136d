// Writes what hangs on an account at Kamailio: the groups that her settings template gives, and the attributes that others see of her.
// Each attribute bears the user's id, by which an account of ours is told from one that was there before.
import { listOf } from './present.ts';
import { TEXT_TYPE, attributes } from './tables.ts';
import type { World, Writing } from './world.ts';

export async function writeGroups(world: World, writings: readonly Writing[]): Promise<void> {
  const domain = world.settings.realm;
  const wanted = writings.flatMap(({ account, entry }) =>
    listOf(entry['grp']).map((group) => ({ username: account, domain, grp: group })),
  );
  const values = [domain, writings.map(({ account }) => account), JSON.stringify(wanted)];
  await world.query(
    `delete from grp g where domain = $1::text and username = any($2)
       and not exists (select from json_to_recordset($3) n(username text, grp text)
                        where n.username = g.username and n.grp = g.grp)`,
    values,
  );
  await world.query(
    `insert into grp (username, domain, grp)
     select n.username, $1::text, n.grp from json_to_recordset($3) n(username text, grp text)
      where n.username = any($2) and not exists
        (select from grp g where g.domain = $1::text and g.username = n.username and g.grp = n.grp)`,
    values,
  );
}

/** Other attributes of the account are not looked at; those of ours that are as they should be stay. */
export async function writePreferences(world: World, writings: readonly Writing[]): Promise<void> {
  const domain = world.settings.realm;
  const said = writings.flatMap(({ account, item, entry }) =>
    attributes.flatMap((attribute) => {
      const value = entry[attribute];
      return value === undefined ? [] : [{ uuid: item.view.user, username: account, attribute, value }];
    }),
  );
  const given = `json_to_recordset($2) n(uuid text, username text, attribute text, value text)`;
  await world.query(
    `delete from usr_preferences p using ${given}
      where p.domain = $1::text and p.username = n.username and p.attribute = n.attribute
        and (n.value is null or p.value <> n.value or p.uuid <> n.uuid or p.type <> ${TEXT_TYPE})`,
    [domain, JSON.stringify(said)],
  );
  await world.query(
    `insert into usr_preferences (uuid, username, domain, attribute, type, value)
     select n.uuid, n.username, $1::text, n.attribute, ${TEXT_TYPE}, n.value from ${given}
      where n.value is not null and not exists (select from usr_preferences p
        where p.domain = $1::text and p.username = n.username and p.attribute = n.attribute)`,
    [domain, JSON.stringify(said)],
  );
}
