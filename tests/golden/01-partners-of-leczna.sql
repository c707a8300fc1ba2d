SELECT count(*) AS count_1 
FROM (SELECT place_1."key" AS "key" 
FROM place AS place_1 
WHERE place_1.type = ?
 LIMIT ? OFFSET ?) AS anon_1;

SELECT place_1.name, place_1."key" 
FROM place AS place_1 
WHERE place_1."key" IN (SELECT place_2."key" AS "key" 
FROM place AS place_2 
WHERE place_2.type = ? AND place_2.name_folded LIKE ? ESCAPE '\') ORDER BY (+ place_1."key") ASC
 LIMIT ? OFFSET ?;

SELECT anon_1.owner_key, anon_1.entity_key, anon_1.since, anon_1.projects, anon_1.partnerships 
FROM (SELECT anon_2.owner_key AS owner_key, anon_2.entity_key AS entity_key, anon_2.projects AS projects, anon_2.partnerships AS partnerships, anon_2.since AS since, anon_2.count AS count, row_number() OVER (PARTITION BY anon_2.owner_key ORDER BY anon_2.count DESC, anon_2.entity_key ASC) AS number 
FROM (SELECT anon_3.owner_key AS owner_key, anon_3.entity_key AS entity_key, anon_3.projects AS projects, anon_3.partnerships AS partnerships, anon_3.since AS since, anon_3.projects + anon_3.partnerships AS count 
FROM (SELECT anon_4.owner_key AS owner_key, anon_4.entity_key AS entity_key, count(DISTINCT anon_4.project_key) AS projects, count(DISTINCT anon_4.partnership_key) AS partnerships, min(anon_4.since) AS since 
FROM (SELECT partnership_parties_1.entity_key AS owner_key, partnership_parties_2.entity_key AS entity_key, CAST(NULL AS BIGINT) AS project_key, partnership."key" AS partnership_key, coalesce(partnership.start_date_first || partnership.start_date_last, partnership.signed_first || partnership.signed_last) AS since 
FROM partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2."key" = partnership_parties_1."key" JOIN partnership ON partnership."key" = partnership_parties_1."key", (SELECT anon_5.value AS p0 
FROM json_each(?) AS anon_5) AS parents 
WHERE partnership_parties_1.entity_key = parents.p0 AND partnership_parties_2.entity_key != parents.p0 UNION ALL SELECT organization_1.place_key AS owner_key, organization_2.place_key AS entity_key, CAST(NULL AS BIGINT) AS project_key, partnership."key" AS partnership_key, coalesce(partnership.start_date_first || partnership.start_date_last, partnership.signed_first || partnership.signed_last) AS since 
FROM partnership_parties AS partnership_parties_3 JOIN partnership_parties AS partnership_parties_4 ON partnership_parties_4."key" = partnership_parties_3."key" JOIN partnership ON partnership."key" = partnership_parties_3."key" JOIN organization AS organization_1 ON organization_1."key" = partnership_parties_3.entity_key JOIN organization AS organization_2 ON organization_2."key" = partnership_parties_4.entity_key, (SELECT anon_5.value AS p0 
FROM json_each(?) AS anon_5) AS parents 
WHERE organization_1.place_key = parents.p0 AND organization_2.place_key != parents.p0 UNION ALL SELECT organization_3.place_key AS owner_key, organization_4.place_key AS entity_key, participation_1.project_key AS project_key, CAST(NULL AS BIGINT) AS partnership_key, coalesce(participation_1.start_date_first || participation_1.start_date_last, project.start_date_first || project.start_date_last) AS since 
FROM participation AS participation_1 JOIN participation AS participation_2 ON participation_2.project_key = participation_1.project_key JOIN project ON project."key" = participation_1.project_key JOIN organization AS organization_3 ON organization_3."key" = participation_1.organization_key JOIN organization AS organization_4 ON organization_4."key" = participation_2.organization_key, (SELECT anon_5.value AS p0 
FROM json_each(?) AS anon_5) AS parents 
WHERE organization_3.place_key = parents.p0 AND organization_4.place_key != parents.p0) AS anon_4 GROUP BY anon_4.owner_key, anon_4.entity_key) AS anon_3) AS anon_2) AS anon_1 
WHERE anon_1.number <= ? ORDER BY anon_1.owner_key, anon_1.number;

SELECT parents.p0, entity_1.id, entity_1.label 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity AS entity_1 ON entity_1."key" = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, parents.p1, project_1.title 
FROM (SELECT CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p0, CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p1 
FROM json_each(?) AS anon_1) AS parents JOIN project AS project_1 ON project_1."key" IN (SELECT project_2."key" 
FROM project AS project_2 
WHERE project_2."key" IN (SELECT anon_2.project_key 
FROM (SELECT partnership_parties_1.entity_key AS owner_key, partnership_parties_2.entity_key AS entity_key, CAST(NULL AS BIGINT) AS project_key, partnership."key" AS partnership_key, coalesce(partnership.start_date_first || partnership.start_date_last, partnership.signed_first || partnership.signed_last) AS since 
FROM partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2."key" = partnership_parties_1."key" JOIN partnership ON partnership."key" = partnership_parties_1."key" 
WHERE partnership_parties_1.entity_key = parents.p0 AND partnership_parties_2.entity_key != parents.p0 UNION ALL SELECT organization_1.place_key AS owner_key, organization_2.place_key AS entity_key, CAST(NULL AS BIGINT) AS project_key, partnership."key" AS partnership_key, coalesce(partnership.start_date_first || partnership.start_date_last, partnership.signed_first || partnership.signed_last) AS since 
FROM partnership_parties AS partnership_parties_3 JOIN partnership_parties AS partnership_parties_4 ON partnership_parties_4."key" = partnership_parties_3."key" JOIN partnership ON partnership."key" = partnership_parties_3."key" JOIN organization AS organization_1 ON organization_1."key" = partnership_parties_3.entity_key JOIN organization AS organization_2 ON organization_2."key" = partnership_parties_4.entity_key 
WHERE organization_1.place_key = parents.p0 AND organization_2.place_key != parents.p0 UNION ALL SELECT organization_3.place_key AS owner_key, organization_4.place_key AS entity_key, participation_1.project_key AS project_key, CAST(NULL AS BIGINT) AS partnership_key, coalesce(participation_1.start_date_first || participation_1.start_date_last, project.start_date_first || project.start_date_last) AS since 
FROM participation AS participation_1 JOIN participation AS participation_2 ON participation_2.project_key = participation_1.project_key JOIN project ON project."key" = participation_1.project_key JOIN organization AS organization_3 ON organization_3."key" = participation_1.organization_key JOIN organization AS organization_4 ON organization_4."key" = participation_2.organization_key 
WHERE organization_3.place_key = parents.p0 AND organization_4.place_key != parents.p0) AS anon_2 
WHERE anon_2.entity_key = parents.p1 AND anon_2.project_key IS NOT NULL) ORDER BY project_2."key" ASC
 LIMIT ? OFFSET ?) ORDER BY parents.p0, parents.p1, project_1."key" ASC;

SELECT parents.p0, parents.p1, partnership_1.kind, partnership_1.signed_first, partnership_1.signed_last 
FROM (SELECT CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p0, CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p1 
FROM json_each(?) AS anon_1) AS parents JOIN partnership AS partnership_1 ON partnership_1."key" IN (SELECT partnership_2."key" 
FROM partnership AS partnership_2 
WHERE partnership_2."key" IN (SELECT anon_2.partnership_key 
FROM (SELECT partnership_parties_1.entity_key AS owner_key, partnership_parties_2.entity_key AS entity_key, CAST(NULL AS BIGINT) AS project_key, partnership."key" AS partnership_key, coalesce(partnership.start_date_first || partnership.start_date_last, partnership.signed_first || partnership.signed_last) AS since 
FROM partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2."key" = partnership_parties_1."key" JOIN partnership ON partnership."key" = partnership_parties_1."key" 
WHERE partnership_parties_1.entity_key = parents.p0 AND partnership_parties_2.entity_key != parents.p0 UNION ALL SELECT organization_1.place_key AS owner_key, organization_2.place_key AS entity_key, CAST(NULL AS BIGINT) AS project_key, partnership."key" AS partnership_key, coalesce(partnership.start_date_first || partnership.start_date_last, partnership.signed_first || partnership.signed_last) AS since 
FROM partnership_parties AS partnership_parties_3 JOIN partnership_parties AS partnership_parties_4 ON partnership_parties_4."key" = partnership_parties_3."key" JOIN partnership ON partnership."key" = partnership_parties_3."key" JOIN organization AS organization_1 ON organization_1."key" = partnership_parties_3.entity_key JOIN organization AS organization_2 ON organization_2."key" = partnership_parties_4.entity_key 
WHERE organization_1.place_key = parents.p0 AND organization_2.place_key != parents.p0 UNION ALL SELECT organization_3.place_key AS owner_key, organization_4.place_key AS entity_key, participation_1.project_key AS project_key, CAST(NULL AS BIGINT) AS partnership_key, coalesce(participation_1.start_date_first || participation_1.start_date_last, project.start_date_first || project.start_date_last) AS since 
FROM participation AS participation_1 JOIN participation AS participation_2 ON participation_2.project_key = participation_1.project_key JOIN project ON project."key" = participation_1.project_key JOIN organization AS organization_3 ON organization_3."key" = participation_1.organization_key JOIN organization AS organization_4 ON organization_4."key" = participation_2.organization_key 
WHERE organization_3.place_key = parents.p0 AND organization_4.place_key != parents.p0) AS anon_2 
WHERE anon_2.entity_key = parents.p1 AND anon_2.partnership_key IS NOT NULL) ORDER BY partnership_2."key" ASC
 LIMIT ? OFFSET ?) ORDER BY parents.p0, parents.p1, partnership_1."key" ASC;

SELECT ? AS anon_1, organization_1.name, organization_1."key" 
FROM organization AS organization_1 
WHERE organization_1.place_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT place_1."key" AS "key" 
FROM place AS place_1 
WHERE place_1."key" = ? UNION SELECT place_2."key" AS "key" 
FROM place AS place_2 JOIN anon_2 ON anon_2."key" = place_2.parent_key)
 SELECT anon_2."key" 
FROM anon_2) AND organization_1.kind = ? ORDER BY organization_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT anon_1.owner_key, anon_1.entity_key, anon_1.since, anon_1.projects, anon_1.partnerships 
FROM (SELECT anon_2.owner_key AS owner_key, anon_2.entity_key AS entity_key, anon_2.projects AS projects, anon_2.partnerships AS partnerships, anon_2.since AS since, anon_2.count AS count, row_number() OVER (PARTITION BY anon_2.owner_key ORDER BY anon_2.count DESC, anon_2.entity_key ASC) AS number 
FROM (SELECT anon_3.owner_key AS owner_key, anon_3.entity_key AS entity_key, anon_3.projects AS projects, anon_3.partnerships AS partnerships, anon_3.since AS since, anon_3.projects + anon_3.partnerships AS count 
FROM (SELECT anon_4.owner_key AS owner_key, anon_4.entity_key AS entity_key, count(DISTINCT anon_4.project_key) AS projects, count(DISTINCT anon_4.partnership_key) AS partnerships, min(anon_4.since) AS since 
FROM (SELECT partnership_parties_1.entity_key AS owner_key, partnership_parties_2.entity_key AS entity_key, CAST(NULL AS BIGINT) AS project_key, partnership."key" AS partnership_key, coalesce(partnership.start_date_first || partnership.start_date_last, partnership.signed_first || partnership.signed_last) AS since 
FROM partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2."key" = partnership_parties_1."key" JOIN partnership ON partnership."key" = partnership_parties_1."key", (SELECT anon_5.value AS p0 
FROM json_each(?) AS anon_5) AS parents 
WHERE partnership_parties_1.entity_key = parents.p0 AND partnership_parties_2.entity_key != parents.p0 UNION ALL SELECT participation_1.organization_key AS owner_key, participation_2.organization_key AS entity_key, participation_1.project_key AS project_key, CAST(NULL AS BIGINT) AS partnership_key, coalesce(participation_1.start_date_first || participation_1.start_date_last, project.start_date_first || project.start_date_last) AS since 
FROM participation AS participation_1 JOIN participation AS participation_2 ON participation_2.project_key = participation_1.project_key JOIN project ON project."key" = participation_1.project_key, (SELECT anon_5.value AS p0 
FROM json_each(?) AS anon_5) AS parents 
WHERE participation_1.organization_key = parents.p0 AND participation_2.organization_key != parents.p0) AS anon_4 GROUP BY anon_4.owner_key, anon_4.entity_key) AS anon_3) AS anon_2) AS anon_1 
WHERE anon_1.number <= ? ORDER BY anon_1.owner_key, anon_1.number;

SELECT parents.p0, entity_1.id, entity_1.label 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity AS entity_1 ON entity_1."key" = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, parents.p1, project_1.title 
FROM (SELECT CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p0, CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p1 
FROM json_each(?) AS anon_1) AS parents JOIN project AS project_1 ON project_1."key" IN (SELECT project_2."key" 
FROM project AS project_2 
WHERE project_2."key" IN (SELECT anon_2.project_key 
FROM (SELECT partnership_parties_1.entity_key AS owner_key, partnership_parties_2.entity_key AS entity_key, CAST(NULL AS BIGINT) AS project_key, partnership."key" AS partnership_key, coalesce(partnership.start_date_first || partnership.start_date_last, partnership.signed_first || partnership.signed_last) AS since 
FROM partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2."key" = partnership_parties_1."key" JOIN partnership ON partnership."key" = partnership_parties_1."key" 
WHERE partnership_parties_1.entity_key = parents.p0 AND partnership_parties_2.entity_key != parents.p0 UNION ALL SELECT participation_1.organization_key AS owner_key, participation_2.organization_key AS entity_key, participation_1.project_key AS project_key, CAST(NULL AS BIGINT) AS partnership_key, coalesce(participation_1.start_date_first || participation_1.start_date_last, project.start_date_first || project.start_date_last) AS since 
FROM participation AS participation_1 JOIN participation AS participation_2 ON participation_2.project_key = participation_1.project_key JOIN project ON project."key" = participation_1.project_key 
WHERE participation_1.organization_key = parents.p0 AND participation_2.organization_key != parents.p0) AS anon_2 
WHERE anon_2.entity_key = parents.p1 AND anon_2.project_key IS NOT NULL) ORDER BY project_2."key" ASC
 LIMIT ? OFFSET ?) ORDER BY parents.p0, parents.p1, project_1."key" ASC;

SELECT parents.p0, parents.p1, partnership_1.kind, partnership_1.signed_first, partnership_1.signed_last 
FROM (SELECT CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p0, CAST(json_extract(anon_1.value, ?) AS INTEGER) AS p1 
FROM json_each(?) AS anon_1) AS parents JOIN partnership AS partnership_1 ON partnership_1."key" IN (SELECT partnership_2."key" 
FROM partnership AS partnership_2 
WHERE partnership_2."key" IN (SELECT anon_2.partnership_key 
FROM (SELECT partnership_parties_1.entity_key AS owner_key, partnership_parties_2.entity_key AS entity_key, CAST(NULL AS BIGINT) AS project_key, partnership."key" AS partnership_key, coalesce(partnership.start_date_first || partnership.start_date_last, partnership.signed_first || partnership.signed_last) AS since 
FROM partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2."key" = partnership_parties_1."key" JOIN partnership ON partnership."key" = partnership_parties_1."key" 
WHERE partnership_parties_1.entity_key = parents.p0 AND partnership_parties_2.entity_key != parents.p0 UNION ALL SELECT participation_1.organization_key AS owner_key, participation_2.organization_key AS entity_key, participation_1.project_key AS project_key, CAST(NULL AS BIGINT) AS partnership_key, coalesce(participation_1.start_date_first || participation_1.start_date_last, project.start_date_first || project.start_date_last) AS since 
FROM participation AS participation_1 JOIN participation AS participation_2 ON participation_2.project_key = participation_1.project_key JOIN project ON project."key" = participation_1.project_key 
WHERE participation_1.organization_key = parents.p0 AND participation_2.organization_key != parents.p0) AS anon_2 
WHERE anon_2.entity_key = parents.p1 AND anon_2.partnership_key IS NOT NULL) ORDER BY partnership_2."key" ASC
 LIMIT ? OFFSET ?) ORDER BY parents.p0, parents.p1, partnership_1."key" ASC;
