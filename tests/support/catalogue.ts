import { withClient } from '~/data/client.server'

/** Everything a schema consists of, each as lines that say it in full. */
const PARTS = {
  tables: `SELECT format('%I %s %s', relname, relkind, reloptions) FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
  columns: `SELECT format('%I.%I %s %s', relname, attname, format_type(atttypid, atttypmod),
      concat_ws(' ', CASE WHEN attnotnull THEN 'not null' END, 'default ' || pg_get_expr(adbin, adrelid), attidentity, attgenerated,
        attcollation::regcollation))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p') AND attnum > 0 AND NOT attisdropped`,
  indexes: `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'`,
  constraints: `SELECT format('%s %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace`,
  triggers: `SELECT format('%s %s', pg_get_triggerdef(pg_trigger.oid), tgenabled) FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal`,
  functions: `SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
  enums: `SELECT format('%s %s', enumtypid::regtype, string_agg(enumlabel, ', ' ORDER BY enumsortorder)) FROM pg_enum GROUP BY enumtypid`,
  sequences: `SELECT format('%s %s %s %s', sequencename, data_type, start_value, increment_by) FROM pg_sequences WHERE schemaname = 'public'`,
  policies: `SELECT format('%s %s %s', tablename, policyname, qual) FROM pg_policies WHERE schemaname = 'public'`,
  privileges: `SELECT format('%s %s %s %s', kind, name, CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END, acl.privilege_type)
    FROM (SELECT relkind::text, relname, relacl FROM pg_class WHERE relnamespace = 'public'::regnamespace
      UNION ALL SELECT 'function', proname, proacl FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL SELECT 'schema', nspname, nspacl FROM pg_namespace WHERE nspname = 'public'
    ) AS object (kind, name, list), aclexplode(list) AS acl`,
} as const

export type Catalogue = Record<keyof typeof PARTS, string[]>

/** What a database holds, apart from rows: two databases are alike if these are equal. */
export function catalogueOf(url: string): Promise<Catalogue> {
  return withClient(url, async (client) => {
    const parts: [string, string[]][] = []
    for (const [name, sql] of Object.entries(PARTS)) {
      const { rows } = await client.query<[string]>({ text: sql, rowMode: 'array' })
      parts.push([name, rows.map(([line]) => line).sort()])
    }
    return Object.fromEntries(parts) as Catalogue
  })
}
