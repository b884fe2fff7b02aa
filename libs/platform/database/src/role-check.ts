import type { Pool } from 'pg';

interface Finding {
  readonly finding: string;
}

/**
 * Row-level security holds only for a role it applies to. A process whose role could step over the wall does not start.
 * @throws naming every way around the wall that this role has.
 */
export async function refuseRoleThatBypasses(pool: Pool): Promise<void> {
  const { rows } = await pool.query<Finding>(`
    select 'it is a superuser' as finding from pg_roles where rolname = current_user and rolsuper
    union all
    select 'it has BYPASSRLS' from pg_roles where rolname = current_user and rolbypassrls
    union all
    select 'it may create roles' from pg_roles where rolname = current_user and rolcreaterole
    union all
    select 'it may become ' || r.rolname from pg_roles r
      where r.rolname <> current_user and pg_has_role(current_user, r.oid, 'member')
        and (r.rolsuper or r.rolbypassrls or r.rolname = 'havenline_owner')
    union all
    select 'it owns ' || n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('app', 'keys') and c.relkind in ('r', 'p')
        and c.relowner = (select oid from pg_roles where rolname = current_user)
    union all
    select 'row-level security is not forced on ' || n.nspname || '.' || c.relname
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('app', 'keys') and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)
        and c.relname not in ('migrations', 'policy_ceiling', 'policy_open_state')
  `);
  if (rows.length === 0) return;
  const findings = rows.map((row) => `  ${row.finding}`).join('\n');
  throw new Error(`This database role could step over row-level security:\n${findings}`);
}
