SELECT document_1.title, entity_1.key, (SELECT count(*) AS count_1 
FROM evidence AS evidence_1 
WHERE evidence_1.document_key = entity_1.key) AS anon_1, entity_1.type 
FROM entity AS entity_1 LEFT OUTER JOIN document AS document_1 ON document_1.key = entity_1.key 
WHERE entity_1.key = (SELECT coalesce(merged_1.kept_key, entity_2.key) AS coalesce_1 
FROM entity AS entity_2 LEFT OUTER JOIN merged AS merged_1 ON merged_1.key = entity_2.key 
WHERE entity_2.id = %s::VARCHAR) AND entity_1.state = %s::VARCHAR;

SELECT %s::BIGINT AS anon_1, evidence_1.subject_key, evidence_1.property, evidence_1.value, evidence_1.implied, evidence_1.exact, evidence_1.record_table, evidence_1.record_row 
FROM evidence AS evidence_1 
WHERE evidence_1.document_key = %s::BIGINT ORDER BY evidence_1.key ASC 
 LIMIT %s;

SELECT parents.p0, entity_1.id, entity_1.label 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN entity AS entity_1 ON entity_1.key = parents.p0 ORDER BY parents.p0;
