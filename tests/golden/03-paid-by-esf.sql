SELECT programme_1.name, entity_1."key", (SELECT count(*) AS count_1 
FROM project AS project_1 
WHERE project_1."key" IN (SELECT funding.project_key 
FROM funding 
WHERE funding.programme_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 
WHERE programme_2."key" = entity_1."key" UNION SELECT programme_3."key" AS "key" 
FROM programme AS programme_3 JOIN anon_2 ON anon_2."key" = programme_3.parent_key)
 SELECT anon_2."key" 
FROM anon_2)) AND 1 = 1) AS anon_1, entity_1.type 
FROM entity AS entity_1 LEFT OUTER JOIN programme AS programme_1 ON programme_1."key" = entity_1."key" 
WHERE entity_1."key" = (SELECT coalesce(merged_1.kept_key, entity_2."key") AS coalesce_1 
FROM entity AS entity_2 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_2."key" 
WHERE entity_2.id = ?) AND entity_1.state = ?;

SELECT ? AS anon_1, project_1.title, project_1.budget_amount, project_1.budget_currency, project_1."key" 
FROM project AS project_1 
WHERE project_1."key" IN (SELECT funding.project_key 
FROM funding 
WHERE funding.programme_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT programme_1."key" AS "key" 
FROM programme AS programme_1 
WHERE programme_1."key" = ? UNION SELECT programme_2."key" AS "key" 
FROM programme AS programme_2 JOIN anon_2 ON anon_2."key" = programme_2.parent_key)
 SELECT anon_2."key" 
FROM anon_2)) AND 1 = 1 ORDER BY project_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT parents.p0, activity_1.kind, activity_1.name 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN activity AS activity_1 ON activity_1."key" IN (SELECT activity_2."key" 
FROM activity AS activity_2 
WHERE activity_2.project_key = parents.p0 AND 1 = 1 ORDER BY activity_2."key" ASC
 LIMIT ? OFFSET ?) ORDER BY parents.p0, activity_1."key" ASC;
