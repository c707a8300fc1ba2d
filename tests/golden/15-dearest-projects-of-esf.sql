SELECT count(*) AS count_1 
FROM (SELECT funding_1.project_key AS "key" 
FROM funding AS funding_1 
WHERE funding_1.programme_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_2 ON anon_2."key" = programme_2.parent_key)
 SELECT anon_2."key" 
FROM anon_2)
 LIMIT ? OFFSET ?) AS anon_1;

SELECT project_1.title, project_1.budget_amount, project_1.budget_currency, project_1.eu_contribution_amount, project_1.eu_contribution_currency, project_1.co_financing_rate, project_1."key" 
FROM project AS project_1 
WHERE project_1."key" IN (SELECT funding_1.project_key AS "key" 
FROM funding AS funding_1 
WHERE funding_1.programme_key IN (WITH RECURSIVE anon_1("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_1 ON anon_1."key" = programme_2.parent_key)
 SELECT anon_1."key" 
FROM anon_1)) ORDER BY (+ project_1.budget_currency) DESC NULLS LAST, (+ project_1.budget_amount) DESC NULLS LAST, (+ project_1."key") DESC
 LIMIT ? OFFSET ?;

SELECT count(*) AS count_1 
FROM (SELECT DISTINCT funding_1.project_key AS "key" 
FROM funding AS funding_1 
WHERE funding_1.programme_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_2 ON anon_2."key" = programme_2.parent_key)
 SELECT anon_2."key" 
FROM anon_2)) AS anon_1 
WHERE 1 = 1;

SELECT parents.p0, programme_1.level, programme_1.code, programme_1.name 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN programme AS programme_1 ON programme_1."key" IN (SELECT programme_2."key" 
FROM programme AS programme_2 
WHERE programme_2."key" IN (SELECT funding_1.programme_key 
FROM funding AS funding_1 
WHERE funding_1.project_key = parents.p0) AND 1 = 1 ORDER BY programme_2."key" ASC
 LIMIT ? OFFSET ?) ORDER BY parents.p0, programme_1."key" ASC;
