SELECT entity.key 
FROM entity 
WHERE entity.key = (SELECT coalesce(merged_1.kept_key, entity_1.key) AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1.key = entity_1.key 
WHERE entity_1.id = %s::VARCHAR) AND entity.state = %s::VARCHAR;

SELECT anon_1.near, anon_1.far 
FROM (SELECT participation.organization_key AS near, funding.programme_key AS far 
FROM participation JOIN funding ON funding.project_key = participation.project_key JOIN (SELECT anon_2.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_2(p0)) AS parents ON participation.organization_key = parents.p0 
WHERE funding.programme_key IS NOT NULL UNION ALL SELECT funding.programme_key AS near, participation.organization_key AS far 
FROM participation JOIN funding ON funding.project_key = participation.project_key JOIN (SELECT anon_3.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_3(p0)) AS parents ON funding.programme_key = parents.p0 
WHERE participation.organization_key IS NOT NULL UNION ALL SELECT partnership_parties_1.entity_key AS near, partnership_parties_2.entity_key AS far 
FROM partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2.key = partnership_parties_1.key AND partnership_parties_2.entity_key != partnership_parties_1.entity_key JOIN (SELECT anon_4.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_4(p0)) AS parents ON partnership_parties_1.entity_key = parents.p0 
WHERE partnership_parties_2.entity_key IS NOT NULL UNION ALL SELECT organization.key AS near, organization.place_key AS far 
FROM organization JOIN (SELECT anon_5.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_5(p0)) AS parents ON organization.key = parents.p0 
WHERE organization.place_key IS NOT NULL UNION ALL SELECT organization.place_key AS near, organization.key AS far 
FROM organization JOIN (SELECT anon_6.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_6(p0)) AS parents ON organization.place_key = parents.p0 
WHERE organization.key IS NOT NULL) AS anon_1 ORDER BY anon_1.near, anon_1.far;

SELECT anon_1.near, anon_1.far 
FROM (SELECT participation.organization_key AS near, funding.programme_key AS far 
FROM participation JOIN funding ON funding.project_key = participation.project_key JOIN (SELECT anon_2.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_2(p0)) AS parents ON participation.organization_key = parents.p0 
WHERE funding.programme_key IS NOT NULL UNION ALL SELECT funding.programme_key AS near, participation.organization_key AS far 
FROM participation JOIN funding ON funding.project_key = participation.project_key JOIN (SELECT anon_3.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_3(p0)) AS parents ON funding.programme_key = parents.p0 
WHERE participation.organization_key IS NOT NULL UNION ALL SELECT partnership_parties_1.entity_key AS near, partnership_parties_2.entity_key AS far 
FROM partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2.key = partnership_parties_1.key AND partnership_parties_2.entity_key != partnership_parties_1.entity_key JOIN (SELECT anon_4.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_4(p0)) AS parents ON partnership_parties_1.entity_key = parents.p0 
WHERE partnership_parties_2.entity_key IS NOT NULL UNION ALL SELECT organization.key AS near, organization.place_key AS far 
FROM organization JOIN (SELECT anon_5.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_5(p0)) AS parents ON organization.key = parents.p0 
WHERE organization.place_key IS NOT NULL UNION ALL SELECT organization.place_key AS near, organization.key AS far 
FROM organization JOIN (SELECT anon_6.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_6(p0)) AS parents ON organization.place_key = parents.p0 
WHERE organization.key IS NOT NULL) AS anon_1 ORDER BY anon_1.near, anon_1.far;

SELECT anon_1.near, anon_1.far 
FROM (SELECT participation.organization_key AS near, funding.programme_key AS far 
FROM participation JOIN funding ON funding.project_key = participation.project_key JOIN (SELECT anon_2.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_2(p0)) AS parents ON participation.organization_key = parents.p0 
WHERE funding.programme_key IS NOT NULL UNION ALL SELECT funding.programme_key AS near, participation.organization_key AS far 
FROM participation JOIN funding ON funding.project_key = participation.project_key JOIN (SELECT anon_3.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_3(p0)) AS parents ON funding.programme_key = parents.p0 
WHERE participation.organization_key IS NOT NULL UNION ALL SELECT partnership_parties_1.entity_key AS near, partnership_parties_2.entity_key AS far 
FROM partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2.key = partnership_parties_1.key AND partnership_parties_2.entity_key != partnership_parties_1.entity_key JOIN (SELECT anon_4.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_4(p0)) AS parents ON partnership_parties_1.entity_key = parents.p0 
WHERE partnership_parties_2.entity_key IS NOT NULL UNION ALL SELECT organization.key AS near, organization.place_key AS far 
FROM organization JOIN (SELECT anon_5.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_5(p0)) AS parents ON organization.key = parents.p0 
WHERE organization.place_key IS NOT NULL UNION ALL SELECT organization.place_key AS near, organization.key AS far 
FROM organization JOIN (SELECT anon_6.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_6(p0)) AS parents ON organization.place_key = parents.p0 
WHERE organization.key IS NOT NULL) AS anon_1 ORDER BY anon_1.near, anon_1.far;

SELECT participation_1.organization_key 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN participation AS participation_2 ON participation_2.organization_key = parents.p0 JOIN participation AS participation_1 ON participation_1.project_key = participation_2.project_key UNION SELECT partnership_parties_1.entity_key 
FROM (SELECT anon_2.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_2(p0)) AS parents JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2.entity_key = parents.p0 JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1.key = partnership_parties_2.key;

SELECT entity.key, entity.type 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity ON entity.key = parents.p0;

SELECT parents.p0, entity_1.id, entity_1.label 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, entity_1.label, entity_1.type 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;
