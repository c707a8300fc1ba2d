SELECT entity.key 
FROM entity 
WHERE entity.key = (SELECT coalesce(merged_1.kept_key, entity_1.key) AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1.key = entity_1.key 
WHERE entity_1.id = %s::VARCHAR) AND entity.state = %s::VARCHAR;

SELECT anon_1.near, anon_1.far, count(DISTINCT anon_1.tie) AS count_1 
FROM (SELECT participation_1.organization_key AS near, participation_2.organization_key AS far, participation_1.project_key AS tie 
FROM (SELECT anon_2.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_2(p0)) AS parents JOIN participation AS participation_1 ON participation_1.organization_key = parents.p0, participation AS participation_2 
WHERE participation_2.project_key = participation_1.project_key AND participation_2.organization_key != participation_1.organization_key UNION ALL SELECT partnership_parties_1.entity_key AS near, partnership_parties_2.entity_key AS far, partnership_parties_1.key AS tie 
FROM (SELECT anon_2.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_2(p0)) AS parents JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1.entity_key = parents.p0, partnership_parties AS partnership_parties_2 
WHERE partnership_parties_2.key = partnership_parties_1.key AND partnership_parties_2.entity_key != partnership_parties_1.entity_key) AS anon_1 GROUP BY anon_1.near, anon_1.far ORDER BY count(DISTINCT anon_1.tie) DESC, anon_1.near, anon_1.far 
 LIMIT %s;

SELECT anon_1.key, (SELECT count(*) AS count_1 
FROM (SELECT funding_1.key AS key 
FROM funding AS funding_1 
WHERE funding_1.programme_key = anon_1.key 
 LIMIT %s::INTEGER) AS anon_3) AS anon_2 
FROM (SELECT DISTINCT funding_2.programme_key AS key 
FROM (SELECT anon_4.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_4(p0)) AS parents JOIN participation AS participation_1 ON participation_1.organization_key = parents.p0 JOIN funding AS funding_2 ON funding_2.project_key = participation_1.project_key 
 LIMIT %s) AS anon_1 ORDER BY anon_1.key;

SELECT DISTINCT funding_1.programme_key, participation_1.organization_key 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN funding AS funding_1 ON funding_1.programme_key = parents.p0 JOIN participation AS participation_1 ON participation_1.project_key = funding_1.project_key ORDER BY funding_1.programme_key, participation_1.organization_key 
 LIMIT %s;

SELECT organization_1.key, entity_1.type, place_1.key AS key_1, place_1.country_key, place_1.latitude, place_1.longitude 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 JOIN entity AS entity_1 ON entity_1.key = organization_1.key LEFT OUTER JOIN place AS place_1 ON place_1.key = organization_1.place_key ORDER BY organization_1.key;

SELECT place_1.key 
FROM place AS place_1 
WHERE place_1.latitude BETWEEN %s::BIGINT AND %s::BIGINT AND place_1.longitude BETWEEN %s::BIGINT AND %s::BIGINT ORDER BY abs(place_1.latitude - %s::BIGINT) + abs(place_1.longitude - %s::BIGINT), place_1.key 
 LIMIT %s;

SELECT partnership_parties_1.entity_key, partnership_parties_2.entity_key AS entity_key_1, partnership_1.key 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1.entity_key = parents.p0 JOIN partnership AS partnership_1 ON partnership_1.key = partnership_parties_1.key JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2.key = partnership_parties_1.key AND partnership_parties_2.entity_key != partnership_parties_1.entity_key 
WHERE partnership_1.kind = %s::VARCHAR ORDER BY partnership_parties_1.entity_key, partnership_parties_2.entity_key, partnership_1.key 
 LIMIT %s;

SELECT organization_1.place_key, count(*) AS count_1 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.place_key = parents.p0 GROUP BY organization_1.place_key ORDER BY organization_1.place_key;

SELECT organization_1.place_key, organization_1.key 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.place_key = parents.p0 ORDER BY organization_1.place_key, organization_1.key 
 LIMIT %s;

SELECT organization_1.key, entity_1.type, place_1.key AS key_1, place_1.country_key, place_1.latitude, place_1.longitude 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 JOIN entity AS entity_1 ON entity_1.key = organization_1.key LEFT OUTER JOIN place AS place_1 ON place_1.key = organization_1.place_key ORDER BY organization_1.key;

SELECT organization_1.place_key, count(*) AS count_1 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.place_key = parents.p0 GROUP BY organization_1.place_key ORDER BY organization_1.place_key;

SELECT DISTINCT anon_1.a, anon_1.b, anon_1.c 
FROM (SELECT participation_1.organization_key AS a, target_group_1.key AS b, target_group_1.text_folded AS c 
FROM (SELECT anon_2.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_2(p0)) AS parents JOIN participation AS participation_1 ON participation_1.organization_key = parents.p0 JOIN target_group AS target_group_1 ON target_group_1.project_key = participation_1.project_key UNION ALL SELECT participation_2.organization_key AS a, target_group_2.key AS b, target_group_organization_kinds_1.code AS c 
FROM (SELECT anon_3.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_3(p0)) AS parents JOIN participation AS participation_2 ON participation_2.organization_key = parents.p0 JOIN target_group AS target_group_2 ON target_group_2.project_key = participation_2.project_key JOIN target_group_organization_kinds AS target_group_organization_kinds_1 ON target_group_organization_kinds_1.key = target_group_2.key) AS anon_1 ORDER BY anon_1.a, anon_1.b, anon_1.c 
 LIMIT %s;

SELECT DISTINCT anon_1.key 
FROM (SELECT participation_1.organization_key AS key 
FROM participation AS participation_2, participation AS participation_1 
WHERE participation_1.project_key = participation_2.project_key AND participation_2.organization_key = %s::BIGINT AND participation_1.organization_key IN (SELECT parents.p0 
FROM (SELECT anon_2.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_2(p0)) AS parents) UNION ALL SELECT partnership_parties_1.entity_key AS key 
FROM partnership_parties AS partnership_parties_2, partnership_parties AS partnership_parties_1 
WHERE partnership_parties_1.key = partnership_parties_2.key AND partnership_parties_2.entity_key = %s::BIGINT AND partnership_parties_1.entity_key IN (SELECT parents.p0 
FROM (SELECT anon_2.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_2(p0)) AS parents)) AS anon_1;

SELECT entity_1.key, coalesce((SELECT translation_1.text 
FROM translation AS translation_1 
WHERE translation_1.entity_key = entity_1.key AND translation_1.property = %s::VARCHAR AND translation_1.language = %s::VARCHAR), entity_1.label) AS coalesce_1, coalesce((SELECT translation_2.text 
FROM translation AS translation_2 
WHERE translation_2.entity_key = entity_1.key AND translation_2.property = %s::VARCHAR AND translation_2.language = %s::VARCHAR), entity_1.label) AS coalesce_2 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY entity_1.key;

SELECT parents.p0, entity_1.id, entity_1.label 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, entity_1.label, entity_1.type 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;
