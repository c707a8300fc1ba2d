SELECT project_1.budget_currency, project_1.budget_amount, project_1."key", project_1.title, project_1.eu_contribution_amount, project_1.eu_contribution_currency, project_1.co_financing_rate 
FROM project AS project_1 
WHERE EXISTS (SELECT programme_1."key" 
FROM programme AS programme_1 
WHERE programme_1."key" IN (SELECT funding.programme_key 
FROM funding 
WHERE funding.project_key = project_1."key") AND programme_1."key" IN (WITH RECURSIVE anon_1("key") AS 
(SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 
WHERE programme_2."key" = (SELECT entity_1."key" 
FROM entity AS entity_1 
WHERE entity_1.id = ?) UNION SELECT programme_3."key" AS "key" 
FROM programme AS programme_3 JOIN anon_1 ON anon_1."key" = programme_3.parent_key)
 SELECT anon_1."key" 
FROM anon_1)) ORDER BY project_1.budget_currency DESC NULLS LAST, project_1.budget_amount DESC NULLS LAST, project_1."key" DESC
 LIMIT ? OFFSET ?;

SELECT count(*) AS count_1 
FROM project AS project_1 
WHERE EXISTS (SELECT programme_1."key" 
FROM programme AS programme_1 
WHERE programme_1."key" IN (SELECT funding.programme_key 
FROM funding 
WHERE funding.project_key = project_1."key") AND programme_1."key" IN (WITH RECURSIVE anon_1("key") AS 
(SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 
WHERE programme_2."key" = (SELECT entity_1."key" 
FROM entity AS entity_1 
WHERE entity_1.id = ?) UNION SELECT programme_3."key" AS "key" 
FROM programme AS programme_3 JOIN anon_1 ON anon_1."key" = programme_3.parent_key)
 SELECT anon_1."key" 
FROM anon_1));

SELECT parents.p0, programme_1."key", programme_1.level, programme_1.code, programme_1.name 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN programme AS programme_1 ON programme_1."key" IN (SELECT programme_2."key" 
FROM programme AS programme_2 
WHERE programme_2."key" IN (SELECT funding.programme_key 
FROM funding 
WHERE funding.project_key = parents.p0) AND 1 = 1 ORDER BY programme_2."key" ASC
 LIMIT ? OFFSET ?) ORDER BY parents.p0, programme_1."key" ASC;
