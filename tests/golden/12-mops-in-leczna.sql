SELECT count(*) AS count_1 
FROM (SELECT organization_1."key" AS "key" 
FROM organization AS organization_1 JOIN place AS place_1 ON place_1."key" = organization_1.place_key 
WHERE organization_1.type = ? AND place_1.name_folded LIKE ? ESCAPE '\'
 LIMIT ? OFFSET ?) AS anon_1;

SELECT entity_1.id, organization_1.name, organization_1.place_key, place_1.name AS name_1 
FROM organization AS organization_1 JOIN entity AS entity_1 ON entity_1."key" = organization_1."key" LEFT OUTER JOIN place AS place_1 ON place_1."key" = organization_1.place_key 
WHERE organization_1."key" IN (SELECT organization_2."key" AS "key" 
FROM organization AS organization_2 JOIN place AS place_2 ON place_2."key" = organization_2.place_key 
WHERE organization_2.type = ? AND organization_2.kind = ? AND place_2.name_folded LIKE ? ESCAPE '\') ORDER BY (+ organization_1."key") ASC
 LIMIT ? OFFSET ?;

SELECT parents.p0, entity_identifiers_1.scheme, entity_identifiers_1.value 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity_identifiers AS entity_identifiers_1 ON entity_identifiers_1."key" = parents.p0 ORDER BY parents.p0, entity_identifiers_1.position;
