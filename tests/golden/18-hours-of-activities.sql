SELECT count(*) AS count_1 
FROM (SELECT activity_1.project_key AS "key" 
FROM activity AS activity_1 
WHERE activity_1.hours > ?
 LIMIT ? OFFSET ?) AS anon_1;

SELECT project_1.title, project_1."key" 
FROM project AS project_1 
WHERE project_1."key" IN (SELECT activity_1.project_key AS "key" 
FROM activity AS activity_1 
WHERE activity_1.hours > ?) ORDER BY (+ project_1."key") ASC
 LIMIT ? OFFSET ?;

SELECT anon_1.k0, anon_1.count, anon_1.hours_high, anon_1.hours_low, anon_1.hours_number, anon_1.start_date_min, anon_1.end_date_max, anon_1.hours_max 
FROM (SELECT parents.p0 AS k0, count(*) AS count, sum(activity_1.hours >> 32) AS hours_high, sum(activity_1.hours & 4294967295) AS hours_low, count(activity_1.hours) AS hours_number, min(activity_1.start_date_first || activity_1.start_date_last) AS start_date_min, max(activity_1.end_date_last || activity_1.end_date_first) AS end_date_max, max(activity_1.hours) AS hours_max 
FROM (SELECT anon_2.value AS p0 
FROM json_each(?) AS anon_2) AS parents JOIN activity AS activity_1 ON activity_1."key" IN (SELECT activity_2."key" 
FROM activity AS activity_2 
WHERE activity_2.project_key = parents.p0 AND 1 = 1) GROUP BY parents.p0) AS anon_1;

SELECT anon_1.k0, anon_1.k1, anon_1.count, anon_1.hours_high, anon_1.hours_low 
FROM (SELECT parents.p0 AS k0, activity_1.kind AS k1, count(*) AS count, sum(activity_1.hours >> 32) AS hours_high, sum(activity_1.hours & 4294967295) AS hours_low 
FROM (SELECT anon_2.value AS p0 
FROM json_each(?) AS anon_2) AS parents JOIN activity AS activity_1 ON activity_1."key" IN (SELECT activity_2."key" 
FROM activity AS activity_2 
WHERE activity_2.project_key = parents.p0 AND 1 = 1) GROUP BY parents.p0, activity_1.kind
 LIMIT ? OFFSET ?) AS anon_1;
