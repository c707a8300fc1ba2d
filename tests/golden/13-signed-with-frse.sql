SELECT count(*) AS count_1 
FROM (SELECT partnership_parties_1."key" AS "key" 
FROM partnership_parties AS partnership_parties_1 
WHERE 1 = 1 AND partnership_parties_1.entity_key IS NOT NULL AND partnership_parties_1.entity_key = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?)
 LIMIT ? OFFSET ?) AS anon_1;

SELECT partnership_1."key", partnership_1.signed_first, partnership_1.signed_last, partnership_1.project_key, project_1.title 
FROM partnership AS partnership_1 LEFT OUTER JOIN project AS project_1 ON project_1."key" = partnership_1.project_key 
WHERE partnership_1."key" IN (SELECT partnership_2."key" AS "key" 
FROM partnership AS partnership_2 JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1."key" = partnership_2."key" 
WHERE partnership_2.kind = ? AND 1 = 1 AND partnership_parties_1.entity_key IS NOT NULL AND partnership_parties_1.entity_key = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?)) ORDER BY (+ partnership_1."key") ASC
 LIMIT ? OFFSET ?;

SELECT parents.p0, partnership_parties_1.entity_key, partnership_parties_1.role 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1."key" = parents.p0 ORDER BY parents.p0, partnership_parties_1.position;

SELECT parents.p0, entity_1.label 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity AS entity_1 ON entity_1."key" = parents.p0 ORDER BY parents.p0;

SELECT parents.p0, evidence_1.exact, evidence_1.implied, evidence_1.document_key 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN evidence AS evidence_1 ON evidence_1.subject_key = parents.p0 
WHERE ((? || evidence_1.property || ?) LIKE '%' || ? || '%') ORDER BY parents.p0, evidence_1."key";

SELECT parents.p0, document_1.title, document_1.published_first, document_1.published_last 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN document AS document_1 ON document_1."key" = parents.p0 ORDER BY parents.p0;
