SELECT anon_1.count 
FROM (SELECT count(*) AS count 
FROM funding AS funding_1 
WHERE funding_1.programme_key IS NOT NULL AND funding_1.programme_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_2 ON anon_2."key" = programme_2.parent_key)
 SELECT anon_2."key" 
FROM anon_2)) AS anon_1;

SELECT anon_1.k0, anon_1.amount_high, anon_1.amount_low 
FROM (SELECT funding_1.amount_currency AS k0, sum(funding_1.amount_amount >> 32) AS amount_high, sum(funding_1.amount_amount & 4294967295) AS amount_low 
FROM funding AS funding_1 
WHERE funding_1.programme_key IS NOT NULL AND funding_1.programme_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_2 ON anon_2."key" = programme_2.parent_key)
 SELECT anon_2."key" 
FROM anon_2) AND funding_1.amount_amount IS NOT NULL GROUP BY funding_1.amount_currency) AS anon_1 ORDER BY anon_1.k0;

WITH RECURSIVE anon_2(above, "key") AS 
(SELECT programme_1."key" AS above, programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1.level = ? UNION SELECT anon_2.above AS above, programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_2 ON programme_2.parent_key = anon_2."key")
 SELECT anon_1.k0, entity_1.id, anon_1.count 
FROM (SELECT anon_2.above AS k0, count(*) AS count 
FROM funding AS funding_1 LEFT OUTER JOIN anon_2 ON anon_2."key" = funding_1.programme_key 
WHERE funding_1.programme_key IS NOT NULL AND funding_1.programme_key IN (WITH RECURSIVE anon_3("key") AS 
(SELECT programme_3."key" AS "key" 
FROM programme AS programme_3 
WHERE programme_3."key" = (SELECT coalesce(merged_1.kept_key, entity_2."key") AS coalesce_1 
FROM entity AS entity_2 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_2."key" 
WHERE entity_2.id = ?) UNION SELECT programme_4."key" AS "key" 
FROM programme AS programme_4 JOIN anon_3 ON anon_3."key" = programme_4.parent_key)
 SELECT anon_3."key" 
FROM anon_3) GROUP BY anon_2.above
 LIMIT ? OFFSET ?) AS anon_1 LEFT OUTER JOIN entity AS entity_1 ON entity_1."key" = anon_1.k0;

SELECT parents.p0, entity_1.label 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity AS entity_1 ON entity_1."key" = parents.p0 ORDER BY parents.p0;

WITH RECURSIVE anon_2(above, "key") AS 
(SELECT programme_1."key" AS above, programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1.level = ? UNION SELECT anon_2.above AS above, programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_2 ON programme_2.parent_key = anon_2."key")
 SELECT anon_1.k0, anon_1.k1, anon_1.amount_high, anon_1.amount_low 
FROM (SELECT anon_2.above AS k0, funding_1.amount_currency AS k1, sum(funding_1.amount_amount >> 32) AS amount_high, sum(funding_1.amount_amount & 4294967295) AS amount_low 
FROM funding AS funding_1 LEFT OUTER JOIN anon_2 ON anon_2."key" = funding_1.programme_key 
WHERE funding_1.programme_key IS NOT NULL AND funding_1.programme_key IN (WITH RECURSIVE anon_3("key") AS 
(SELECT programme_3."key" AS "key" 
FROM programme AS programme_3 
WHERE programme_3."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT programme_4."key" AS "key" 
FROM programme AS programme_4 JOIN anon_3 ON anon_3."key" = programme_4.parent_key)
 SELECT anon_3."key" 
FROM anon_3) AND funding_1.amount_amount IS NOT NULL GROUP BY anon_2.above, funding_1.amount_currency
 LIMIT ? OFFSET ?) AS anon_1 ORDER BY anon_1.k1;

WITH RECURSIVE anon_3(above, "key") AS 
(SELECT place_1."key" AS above, place_1."key" AS "key" 
FROM place AS place_1 JOIN entity AS entity_2 ON entity_2."key" = place_1."key" 
WHERE entity_2.type IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4) UNION SELECT anon_3.above AS above, place_2."key" AS "key" 
FROM place AS place_2 JOIN anon_3 ON place_2.parent_key = anon_3."key")
 SELECT anon_1.k0, entity_1.id, anon_1.count 
FROM (SELECT anon_2.k0 AS k0, count(*) AS count 
FROM (SELECT DISTINCT funding_1."key" AS "key", anon_3.above AS k0 
FROM funding AS funding_1 LEFT OUTER JOIN project_places AS project_places_1 ON project_places_1."key" = funding_1.project_key LEFT OUTER JOIN anon_3 ON anon_3."key" = project_places_1.value_key 
WHERE funding_1.programme_key IS NOT NULL AND funding_1.programme_key IN (WITH RECURSIVE anon_5("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = (SELECT coalesce(merged_1.kept_key, entity_3."key") AS coalesce_1 
FROM entity AS entity_3 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_3."key" 
WHERE entity_3.id = ?) UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_5 ON anon_5."key" = programme_2.parent_key)
 SELECT anon_5."key" 
FROM anon_5)) AS anon_2 JOIN funding AS funding_2 ON funding_2."key" = anon_2."key" GROUP BY anon_2.k0
 LIMIT ? OFFSET ?) AS anon_1 LEFT OUTER JOIN entity AS entity_1 ON entity_1."key" = anon_1.k0;

SELECT parents.p0, entity_1.label 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity AS entity_1 ON entity_1."key" = parents.p0 ORDER BY parents.p0;

WITH RECURSIVE anon_3(above, "key") AS 
(SELECT place_1."key" AS above, place_1."key" AS "key" 
FROM place AS place_1 JOIN entity AS entity_1 ON entity_1."key" = place_1."key" 
WHERE entity_1.type IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4) UNION SELECT anon_3.above AS above, place_2."key" AS "key" 
FROM place AS place_2 JOIN anon_3 ON place_2.parent_key = anon_3."key")
 SELECT anon_1.k0, anon_1.k1, anon_1.amount_high, anon_1.amount_low 
FROM (SELECT anon_2.k0 AS k0, funding_1.amount_currency AS k1, sum(funding_1.amount_amount >> 32) AS amount_high, sum(funding_1.amount_amount & 4294967295) AS amount_low 
FROM (SELECT DISTINCT funding_2."key" AS "key", anon_3.above AS k0 
FROM funding AS funding_2 LEFT OUTER JOIN project_places AS project_places_1 ON project_places_1."key" = funding_2.project_key LEFT OUTER JOIN anon_3 ON anon_3."key" = project_places_1.value_key 
WHERE funding_2.programme_key IS NOT NULL AND funding_2.programme_key IN (WITH RECURSIVE anon_5("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = (SELECT coalesce(merged_1.kept_key, entity_2."key") AS coalesce_1 
FROM entity AS entity_2 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_2."key" 
WHERE entity_2.id = ?) UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_5 ON anon_5."key" = programme_2.parent_key)
 SELECT anon_5."key" 
FROM anon_5)) AS anon_2 JOIN funding AS funding_1 ON funding_1."key" = anon_2."key" 
WHERE funding_1.amount_amount IS NOT NULL GROUP BY anon_2.k0, funding_1.amount_currency
 LIMIT ? OFFSET ?) AS anon_1 ORDER BY anon_1.k1;

SELECT anon_1.k0, anon_1.count 
FROM (SELECT substr(project_1.start_date_first, 1, 4) AS k0, count(*) AS count 
FROM funding AS funding_1 LEFT OUTER JOIN project AS project_1 ON project_1."key" = funding_1.project_key 
WHERE funding_1.programme_key IS NOT NULL AND funding_1.programme_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_2 ON anon_2."key" = programme_2.parent_key)
 SELECT anon_2."key" 
FROM anon_2) GROUP BY substr(project_1.start_date_first, 1, 4)
 LIMIT ? OFFSET ?) AS anon_1;

SELECT anon_1.k0, anon_1.k1, anon_1.amount_high, anon_1.amount_low 
FROM (SELECT substr(project_1.start_date_first, 1, 4) AS k0, funding_1.amount_currency AS k1, sum(funding_1.amount_amount >> 32) AS amount_high, sum(funding_1.amount_amount & 4294967295) AS amount_low 
FROM funding AS funding_1 LEFT OUTER JOIN project AS project_1 ON project_1."key" = funding_1.project_key 
WHERE funding_1.programme_key IS NOT NULL AND funding_1.programme_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_2 ON anon_2."key" = programme_2.parent_key)
 SELECT anon_2."key" 
FROM anon_2) AND funding_1.amount_amount IS NOT NULL GROUP BY substr(project_1.start_date_first, 1, 4), funding_1.amount_currency
 LIMIT ? OFFSET ?) AS anon_1 ORDER BY anon_1.k1;
