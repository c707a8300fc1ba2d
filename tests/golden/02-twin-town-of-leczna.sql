SELECT entity_1."key", entity_1.type 
FROM entity AS entity_1 
WHERE entity_1."key" = (SELECT coalesce(merged_1.kept_key, entity_2."key") AS coalesce_1 
FROM entity AS entity_2 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_2."key" 
WHERE entity_2.id = ?) AND entity_1.state = ?;

SELECT ? AS anon_1, partnership_1."key" 
FROM partnership AS partnership_1 
WHERE partnership_1."key" IN (SELECT partnership_parties_1."key" 
FROM partnership_parties AS partnership_parties_1 
WHERE partnership_parties_1.entity_key = ?) AND partnership_1.kind = ? ORDER BY partnership_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT parents.p0, partnership_parties_1.entity_key, partnership_parties_1.role 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN partnership_parties AS partnership_parties_1 ON partnership_parties_1."key" = parents.p0 ORDER BY parents.p0, partnership_parties_1.position;

SELECT parents.p0, entity_1.label, place_1.country_key, place_2.name, entity_1.type 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity AS entity_1 ON entity_1."key" = parents.p0 LEFT OUTER JOIN place AS place_1 ON place_1."key" = entity_1."key" LEFT OUTER JOIN place AS place_2 ON place_2."key" = place_1.country_key ORDER BY parents.p0;

SELECT parents.p0, evidence_1.exact, evidence_1.document_key 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN evidence AS evidence_1 ON evidence_1.subject_key = parents.p0 
WHERE ((? || evidence_1.property || ?) LIKE '%' || ? || '%') ORDER BY parents.p0, evidence_1."key";

SELECT parents.p0, document_1.title, document_1.published_first, document_1.published_last, document_1.url 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN document AS document_1 ON document_1."key" = parents.p0 ORDER BY parents.p0;
