SELECT entity."key" 
FROM entity 
WHERE entity."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) AND entity.state = ?;

SELECT entity."key" 
FROM entity 
WHERE entity."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) AND entity.state = ?;

SELECT parents.p0 AS near, partnership_parties_1.entity_key AS far, 0 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN (partnership_parties AS partnership_parties_2 JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1."key" = partnership_parties_2."key" AND partnership_parties_1.entity_key != partnership_parties_2.entity_key) ON partnership_parties_2.entity_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.project_key AS far, 1 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN participation AS participation_1 ON participation_1.organization_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.organization_key AS far, 2 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN participation AS participation_1 ON participation_1.project_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.parent_key AS far, 5 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1."key" = parents.p0 
WHERE organization_1.parent_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1."key" AS far, 6 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1.parent_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.place_key AS far, 7 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1."key" = parents.p0 
WHERE organization_1.place_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1."key" AS far, 8 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1.place_key = parents.p0 LIMIT 400001;

SELECT parents.p0 AS near, partnership_parties_1.entity_key AS far, 0 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN (partnership_parties AS partnership_parties_2 JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1."key" = partnership_parties_2."key" AND partnership_parties_1.entity_key != partnership_parties_2.entity_key) ON partnership_parties_2.entity_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.project_key AS far, 1 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN participation AS participation_1 ON participation_1.organization_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.organization_key AS far, 2 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN participation AS participation_1 ON participation_1.project_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.parent_key AS far, 5 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1."key" = parents.p0 
WHERE organization_1.parent_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1."key" AS far, 6 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1.parent_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.place_key AS far, 7 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1."key" = parents.p0 
WHERE organization_1.place_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1."key" AS far, 8 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1.place_key = parents.p0 LIMIT 400001;

SELECT parents.p0 AS near, partnership_parties_1.entity_key AS far, 0 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN (partnership_parties AS partnership_parties_2 JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1."key" = partnership_parties_2."key" AND partnership_parties_1.entity_key != partnership_parties_2.entity_key) ON partnership_parties_2.entity_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.project_key AS far, 1 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN participation AS participation_1 ON participation_1.organization_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.parent_key AS far, 5 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1."key" = parents.p0 
WHERE organization_1.parent_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1."key" AS far, 6 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1.parent_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.place_key AS far, 7 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1."key" = parents.p0 
WHERE organization_1.place_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1."key" AS far, 8 AS bond 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1.place_key = parents.p0 LIMIT 400001;

SELECT 0 AS c0, partnership_parties_1.entity_key AS c1, partnership_parties_2.entity_key AS c2, partnership_1.kind AS c3, partnership_parties_1."key" AS c4 
FROM (SELECT CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p0, CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p1 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN (partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2."key" = partnership_parties_1."key" AND partnership_parties_2.entity_key != partnership_parties_1.entity_key JOIN partnership AS partnership_1 ON partnership_1."key" = partnership_parties_1."key") ON partnership_parties_1.entity_key = parents.p0 AND (+ partnership_parties_2.entity_key) = parents.p1 UNION ALL SELECT 2 AS c0, participation_1.project_key AS c1, participation_1.organization_key AS c2, participation_1.role AS c3, participation_1."key" AS c4 
FROM (SELECT CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p0, CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p1 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN participation AS participation_1 ON participation_1.project_key = parents.p0 AND (+ participation_1.organization_key) = parents.p1 UNION ALL SELECT 5 AS c0, organization_1."key" AS c1, organization_1.parent_key AS c2, 'parent' AS c3, CAST(NULL AS BIGINT) AS c4 
FROM (SELECT CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p0, CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p1 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1."key" = parents.p0 AND (+ organization_1.parent_key) = parents.p1 
WHERE organization_1.parent_key IS NOT NULL UNION ALL SELECT 7 AS c0, organization_1."key" AS c1, organization_1.place_key AS c2, 'place' AS c3, CAST(NULL AS BIGINT) AS c4 
FROM (SELECT CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p0, CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p1 
FROM json_each(?) AS anon_1) AS parents CROSS JOIN organization AS organization_1 ON organization_1."key" = parents.p0 AND (+ organization_1.place_key) = parents.p1 
WHERE organization_1.place_key IS NOT NULL;

SELECT parents.p0, entity_1.label 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity AS entity_1 ON entity_1."key" = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, entity_1.label 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity AS entity_1 ON entity_1."key" = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, entity_1.id, entity_1.label 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity AS entity_1 ON entity_1."key" = parents.p0 ORDER BY parents.p0;
