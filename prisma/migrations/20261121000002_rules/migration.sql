-- Rules that both the database and lib/domain need. Twins: lib/domain/profile.ts, lib/domain/priority.ts.
-- Agreement: tests/data/rules-agreement.test.ts.

CREATE FUNCTION age_band(birth_on date, today date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN birth_on IS NULL THEN '?'
    WHEN date_part('year', age(today, birth_on)) < 18 THEN '0-17'
    WHEN date_part('year', age(today, birth_on)) < 25 THEN '18-24'
    WHEN date_part('year', age(today, birth_on)) < 35 THEN '25-34'
    WHEN date_part('year', age(today, birth_on)) < 45 THEN '35-44'
    WHEN date_part('year', age(today, birth_on)) < 55 THEN '45-54'
    WHEN date_part('year', age(today, birth_on)) < 65 THEN '55-64'
    WHEN date_part('year', age(today, birth_on)) < 75 THEN '65-74'
    ELSE '75+'
  END
$$;

CREATE FUNCTION income_band(income_cents bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN income_cents IS NULL THEN '?'
    WHEN income_cents < 1200000 THEN '0-12'
    WHEN income_cents < 2000000 THEN '12-20'
    WHEN income_cents < 3000000 THEN '20-30'
    WHEN income_cents < 4500000 THEN '30-45'
    WHEN income_cents < 7000000 THEN '45-70'
    ELSE '70+'
  END
$$;

-- The full key of the profile lattice, the dimension dropped last first.
CREATE FUNCTION profile_key(c client, today date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT income_band(c.income_cents) || '|' || age_band(c.birth_on, today) || '|' || coalesce(c.occupation::text, '?')
    || '|' || coalesce(c.zone::text, '?') || '|' || coalesce(c.marital_status::text, '?') || '|' || replace(coalesce(c.region, '?'), '|', ' ')
$$;

-- 1 on the due day, 2 from sixty days late, a quarter from forty-five days ahead.
CREATE FUNCTION action_urgency(due_on date, today date) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT greatest(0.25, least(2, 1 + (today - due_on) / 60.0))::float8
$$;

-- Today in Paris, or the day at which the bank's calendar is pinned.
CREATE FUNCTION bank_today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT pinned_today_on FROM bank WHERE id = 1), (now() AT TIME ZONE 'Europe/Paris')::date)
$$;
