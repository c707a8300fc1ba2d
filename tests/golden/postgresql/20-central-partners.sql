SELECT analysis.measure, analysis.revision, analysis.nodes, analysis.edges, analysis.found, analysis.is_estimate, analysis.modularity 
FROM analysis 
WHERE analysis.measure = %s::VARCHAR;

SELECT coalesce(max(revision.number), %s::INTEGER) AS coalesce_1 
FROM revision;

SELECT participation_1.project_key, organization_1.key, CASE WHEN true THEN organization_1.place_key END AS anon_1 
FROM participation AS participation_1 JOIN organization AS organization_1 ON organization_1.key = participation_1.organization_key JOIN project AS project_1 ON project_1.key = participation_1.project_key ORDER BY participation_1.project_key, organization_1.key, CASE WHEN true THEN organization_1.place_key END 
 LIMIT %s;

SELECT partnership_parties_1.key, partnership_parties_1.entity_key, CASE WHEN true THEN organization_1.place_key END AS anon_1 
FROM partnership_parties AS partnership_parties_1 JOIN partnership AS partnership_1 ON partnership_1.key = partnership_parties_1.key LEFT OUTER JOIN organization AS organization_1 ON organization_1.key = partnership_parties_1.entity_key LEFT OUTER JOIN place AS place_1 ON place_1.key = partnership_parties_1.entity_key 
WHERE organization_1.key IS NOT NULL OR place_1.key IS NOT NULL ORDER BY partnership_parties_1.key, partnership_parties_1.entity_key, CASE WHEN true THEN organization_1.place_key END 
 LIMIT %s;

SELECT coalesce(max(revision.number), %s::INTEGER) AS coalesce_1 
FROM revision;

SELECT participation_1.project_key, organization_1.key, CASE WHEN (NOT (EXISTS (SELECT * 
FROM place AS place_1 
WHERE place_1.key = organization_1.place_key AND coalesce(false, %s) IS false))) THEN organization_1.place_key END AS anon_1 
FROM participation AS participation_1 JOIN organization AS organization_1 ON organization_1.key = participation_1.organization_key JOIN project AS project_1 ON project_1.key = participation_1.project_key 
WHERE (coalesce(participation_1.start_date_first, project_1.start_date_first) IS NULL OR coalesce(participation_1.start_date_first, project_1.start_date_first) <= %s::VARCHAR) AND (coalesce(participation_1.end_date_last, project_1.end_date_last) IS NULL OR coalesce(participation_1.end_date_last, project_1.end_date_last) >= %s::VARCHAR) AND (coalesce(participation_1.start_date_first, project_1.start_date_first) IS NOT NULL OR coalesce(participation_1.end_date_last, project_1.end_date_last) IS NOT NULL) ORDER BY participation_1.project_key, organization_1.key, CASE WHEN (NOT (EXISTS (SELECT * 
FROM place AS place_1 
WHERE place_1.key = organization_1.place_key AND coalesce(false, %s) IS false))) THEN organization_1.place_key END 
 LIMIT %s;

SELECT partnership_parties_1.key, partnership_parties_1.entity_key, CASE WHEN (NOT (EXISTS (SELECT * 
FROM place AS place_1 
WHERE place_1.key = organization_1.place_key AND coalesce(false, %s) IS false))) THEN organization_1.place_key END AS anon_1 
FROM partnership_parties AS partnership_parties_1 JOIN partnership AS partnership_1 ON partnership_1.key = partnership_parties_1.key LEFT OUTER JOIN organization AS organization_1 ON organization_1.key = partnership_parties_1.entity_key LEFT OUTER JOIN place AS place_2 ON place_2.key = partnership_parties_1.entity_key 
WHERE (coalesce(partnership_1.start_date_first, partnership_1.signed_first) IS NULL OR coalesce(partnership_1.start_date_first, partnership_1.signed_first) <= %s::VARCHAR) AND (coalesce(partnership_1.end_date_last, partnership_1.end_date_last) IS NULL OR coalesce(partnership_1.end_date_last, partnership_1.end_date_last) >= %s::VARCHAR) AND (coalesce(partnership_1.start_date_first, partnership_1.signed_first) IS NOT NULL OR coalesce(partnership_1.end_date_last, partnership_1.end_date_last) IS NOT NULL) AND (organization_1.key IS NOT NULL OR place_2.key IS NOT NULL AND false) ORDER BY partnership_parties_1.key, partnership_parties_1.entity_key, CASE WHEN (NOT (EXISTS (SELECT * 
FROM place AS place_1 
WHERE place_1.key = organization_1.place_key AND coalesce(false, %s) IS false))) THEN organization_1.place_key END 
 LIMIT %s;

SELECT parents.p0, entity_1.id, entity_1.label 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, entity_1.id, entity_1.label 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;
