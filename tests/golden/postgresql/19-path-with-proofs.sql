SELECT entity.key 
FROM entity 
WHERE entity.key = (SELECT coalesce(merged_1.kept_key, entity_1.key) AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1.key = entity_1.key 
WHERE entity_1.id = %s::VARCHAR) AND entity.state = %s::VARCHAR;

SELECT entity.key 
FROM entity 
WHERE entity.key = (SELECT coalesce(merged_1.kept_key, entity_1.key) AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1.key = entity_1.key 
WHERE entity_1.id = %s::VARCHAR) AND entity.state = %s::VARCHAR;

SELECT parents.p0 AS near, partnership_parties_1.entity_key AS far, 0 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN (partnership_parties AS partnership_parties_2 JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1.key = partnership_parties_2.key AND partnership_parties_1.entity_key != partnership_parties_2.entity_key) ON partnership_parties_2.entity_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.project_key AS far, 1 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN participation AS participation_1 ON participation_1.organization_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.organization_key AS far, 2 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN participation AS participation_1 ON participation_1.project_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.parent_key AS far, 5 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 
WHERE organization_1.parent_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1.key AS far, 6 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.parent_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.place_key AS far, 7 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 
WHERE organization_1.place_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1.key AS far, 8 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.place_key = parents.p0 LIMIT 400001;

SELECT parents.p0 AS near, partnership_parties_1.entity_key AS far, 0 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN (partnership_parties AS partnership_parties_2 JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1.key = partnership_parties_2.key AND partnership_parties_1.entity_key != partnership_parties_2.entity_key) ON partnership_parties_2.entity_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.project_key AS far, 1 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN participation AS participation_1 ON participation_1.organization_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.organization_key AS far, 2 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN participation AS participation_1 ON participation_1.project_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.parent_key AS far, 5 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 
WHERE organization_1.parent_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1.key AS far, 6 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.parent_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.place_key AS far, 7 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 
WHERE organization_1.place_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1.key AS far, 8 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.place_key = parents.p0 LIMIT 400001;

SELECT parents.p0 AS near, partnership_parties_1.entity_key AS far, 0 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN (partnership_parties AS partnership_parties_2 JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1.key = partnership_parties_2.key AND partnership_parties_1.entity_key != partnership_parties_2.entity_key) ON partnership_parties_2.entity_key = parents.p0 UNION ALL SELECT parents.p0 AS near, participation_1.project_key AS far, 1 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN participation AS participation_1 ON participation_1.organization_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.parent_key AS far, 5 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 
WHERE organization_1.parent_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1.key AS far, 6 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.parent_key = parents.p0 UNION ALL SELECT parents.p0 AS near, organization_1.place_key AS far, 7 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 
WHERE organization_1.place_key IS NOT NULL UNION ALL SELECT parents.p0 AS near, organization_1.key AS far, 8 AS bond 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN organization AS organization_1 ON organization_1.place_key = parents.p0 LIMIT 400001;

SELECT 0 AS c0, partnership_parties_1.entity_key AS c1, partnership_parties_2.entity_key AS c2, partnership_1.kind AS c3, partnership_parties_1.key AS c4 
FROM (SELECT CAST(anon_1.pair ->> %s::INTEGER AS BIGINT) AS p0, CAST(anon_1.pair ->> %s::INTEGER AS BIGINT) AS p1 
FROM jsonb_array_elements(CAST(%s AS JSONB)) AS anon_1(pair)) AS parents JOIN (partnership_parties AS partnership_parties_1 JOIN partnership_parties AS partnership_parties_2 ON partnership_parties_2.key = partnership_parties_1.key AND partnership_parties_2.entity_key != partnership_parties_1.entity_key JOIN partnership AS partnership_1 ON partnership_1.key = partnership_parties_1.key) ON partnership_parties_1.entity_key = parents.p0 AND partnership_parties_2.entity_key = parents.p1 UNION ALL SELECT 2 AS c0, participation_1.project_key AS c1, participation_1.organization_key AS c2, participation_1.role AS c3, participation_1.key AS c4 
FROM (SELECT CAST(anon_1.pair ->> %s::INTEGER AS BIGINT) AS p0, CAST(anon_1.pair ->> %s::INTEGER AS BIGINT) AS p1 
FROM jsonb_array_elements(CAST(%s AS JSONB)) AS anon_1(pair)) AS parents JOIN participation AS participation_1 ON participation_1.project_key = parents.p0 AND participation_1.organization_key = parents.p1 UNION ALL SELECT 5 AS c0, organization_1.key AS c1, organization_1.parent_key AS c2, 'parent' AS c3, CAST(NULL AS BIGINT) AS c4 
FROM (SELECT CAST(anon_1.pair ->> %s::INTEGER AS BIGINT) AS p0, CAST(anon_1.pair ->> %s::INTEGER AS BIGINT) AS p1 
FROM jsonb_array_elements(CAST(%s AS JSONB)) AS anon_1(pair)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 AND organization_1.parent_key = parents.p1 
WHERE organization_1.parent_key IS NOT NULL UNION ALL SELECT 7 AS c0, organization_1.key AS c1, organization_1.place_key AS c2, 'place' AS c3, CAST(NULL AS BIGINT) AS c4 
FROM (SELECT CAST(anon_1.pair ->> %s::INTEGER AS BIGINT) AS p0, CAST(anon_1.pair ->> %s::INTEGER AS BIGINT) AS p1 
FROM jsonb_array_elements(CAST(%s AS JSONB)) AS anon_1(pair)) AS parents JOIN organization AS organization_1 ON organization_1.key = parents.p0 AND organization_1.place_key = parents.p1 
WHERE organization_1.place_key IS NOT NULL;

SELECT parents.p0, coalesce((SELECT translation_1.text 
FROM translation AS translation_1 
WHERE translation_1.entity_key = entity_1.key AND (translation_1.property = %s::VARCHAR OR translation_1.property = %s::VARCHAR) AND translation_1.language = %s::VARCHAR), entity_1.label) AS coalesce_1 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, coalesce(coalesce(participation_1.start_date_first, coalesce(partnership_1.start_date_first, partnership_1.signed_first)), project_1.start_date_first) AS coalesce_1, coalesce(coalesce(participation_1.start_date_last, coalesce(partnership_1.start_date_last, partnership_1.signed_last)), project_1.start_date_last) AS coalesce_2, coalesce(coalesce(participation_1.end_date_first, coalesce(partnership_1.end_date_first, partnership_1.end_date_first)), project_1.end_date_first) AS coalesce_3, coalesce(coalesce(participation_1.end_date_last, coalesce(partnership_1.end_date_last, partnership_1.end_date_last)), project_1.end_date_last) AS coalesce_4 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents LEFT OUTER JOIN participation AS participation_1 ON participation_1.key = parents.p0 LEFT OUTER JOIN partnership AS partnership_1 ON partnership_1.key = parents.p0 LEFT OUTER JOIN funding AS funding_1 ON funding_1.key = parents.p0 LEFT OUTER JOIN project AS project_1 ON project_1.key = coalesce(participation_1.project_key, funding_1.project_key) ORDER BY parents.p0;

SELECT parents.p0, coalesce((SELECT translation_1.text 
FROM translation AS translation_1 
WHERE translation_1.entity_key = entity_1.key AND (translation_1.property = %s::VARCHAR OR translation_1.property = %s::VARCHAR) AND translation_1.language = %s::VARCHAR), entity_1.label) AS coalesce_1 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, entity_1.label 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, entity_1.label 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, evidence_1.property, evidence_1.exact, evidence_1.document_key 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN evidence AS evidence_1 ON evidence_1.subject_key = parents.p0 ORDER BY parents.p0, evidence_1.key;

SELECT parents.p0, document_1.title, document_1.url 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN document AS document_1 ON document_1.key = parents.p0 ORDER BY parents.p0;
