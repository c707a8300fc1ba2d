CREATE TABLE analysis (
	measure VARCHAR(40) COLLATE "C" NOT NULL, 
	revision BIGINT NOT NULL, 
	nodes BIGINT NOT NULL, 
	edges BIGINT NOT NULL, 
	found BIGINT NOT NULL, 
	is_estimate BOOLEAN NOT NULL, 
	modularity DOUBLE PRECISION, 
	PRIMARY KEY (measure)
);

CREATE TABLE bridge (
	number INTEGER NOT NULL, 
	near_key BIGINT NOT NULL, 
	far_key BIGINT NOT NULL, 
	near_size BIGINT NOT NULL, 
	far_size BIGINT NOT NULL, 
	PRIMARY KEY (number)
);

CREATE TABLE centrality (
	metric VARCHAR(40) COLLATE "C" NOT NULL, 
	number INTEGER NOT NULL, 
	entity_key BIGINT NOT NULL, 
	score DOUBLE PRECISION NOT NULL, 
	PRIMARY KEY (metric, number)
);

CREATE TABLE community (
	number INTEGER NOT NULL, 
	size BIGINT NOT NULL, 
	PRIMARY KEY (number)
);

CREATE TABLE community_member (
	community INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	entity_key BIGINT NOT NULL, 
	PRIMARY KEY (community, number)
);

CREATE TABLE import (
	document VARCHAR(200) COLLATE "C" NOT NULL, 
	fingerprint VARCHAR(64) COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (document)
);

CREATE TABLE import_seen (
	document VARCHAR(200) COLLATE "C" NOT NULL, 
	entity_key BIGINT NOT NULL, 
	proof VARCHAR(401) COLLATE "C" NOT NULL, 
	PRIMARY KEY (document, entity_key, proof)
);

CREATE TABLE revision (
	number BIGINT NOT NULL, 
	time VARCHAR(20) COLLATE "C" NOT NULL, 
	source TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (number)
);

CREATE TABLE version (
	entity_key BIGINT NOT NULL, 
	revision BIGINT NOT NULL, 
	body BYTEA, 
	PRIMARY KEY (entity_key, revision)
);

CREATE TABLE entity (
	key BIGINT NOT NULL, 
	id VARCHAR(200) COLLATE "C" NOT NULL, 
	type VARCHAR(40) COLLATE "C" NOT NULL, 
	label TEXT COLLATE "C" NOT NULL, 
	weight BIGINT NOT NULL, 
	revision BIGINT NOT NULL, 
	state VARCHAR(10) COLLATE "C" NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (id), 
	FOREIGN KEY(revision) REFERENCES revision (number)
);

CREATE TABLE change (
	revision BIGINT NOT NULL, 
	entity_key BIGINT NOT NULL, 
	PRIMARY KEY (revision, entity_key), 
	FOREIGN KEY(revision) REFERENCES revision (number), 
	FOREIGN KEY(entity_key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE entity_identifiers (
	key BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	scheme VARCHAR(40) COLLATE "C" NOT NULL, 
	value VARCHAR(255) COLLATE "C" NOT NULL, 
	PRIMARY KEY (key, position), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE merged (
	key BIGINT NOT NULL, 
	into_key BIGINT NOT NULL, 
	kept_key BIGINT NOT NULL, 
	type VARCHAR(40) COLLATE "C" NOT NULL, 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(into_key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(kept_key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE place (
	key BIGINT NOT NULL, 
	type VARCHAR(40) COLLATE "C", 
	name TEXT COLLATE "C" NOT NULL, 
	name_language VARCHAR(35) COLLATE "C" NOT NULL, 
	name_folded TEXT COLLATE "C" NOT NULL, 
	country_key BIGINT, 
	parent_key BIGINT, 
	code TEXT COLLATE "C", 
	code_folded TEXT COLLATE "C", 
	latitude BIGINT, 
	longitude BIGINT, 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(country_key) REFERENCES place (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(parent_key) REFERENCES place (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE programme (
	key BIGINT NOT NULL, 
	name TEXT COLLATE "C", 
	name_language VARCHAR(35) COLLATE "C", 
	name_folded TEXT COLLATE "C", 
	code TEXT COLLATE "C", 
	code_folded TEXT COLLATE "C", 
	level VARCHAR(40) COLLATE "C", 
	parent_key BIGINT, 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(parent_key) REFERENCES programme (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE project (
	key BIGINT NOT NULL, 
	title TEXT COLLATE "C" NOT NULL, 
	title_language VARCHAR(35) COLLATE "C" NOT NULL, 
	title_folded TEXT COLLATE "C" NOT NULL, 
	acronym TEXT COLLATE "C", 
	acronym_folded TEXT COLLATE "C", 
	objective TEXT COLLATE "C", 
	objective_language VARCHAR(35) COLLATE "C", 
	objective_folded TEXT COLLATE "C", 
	status VARCHAR(40) COLLATE "C", 
	start_date_first VARCHAR(10) COLLATE "C", 
	start_date_last VARCHAR(10) COLLATE "C", 
	end_date_first VARCHAR(10) COLLATE "C", 
	end_date_last VARCHAR(10) COLLATE "C", 
	end_planned BOOLEAN, 
	year BIGINT, 
	budget_amount BIGINT, 
	budget_currency VARCHAR(3) COLLATE "C", 
	eu_contribution_amount BIGINT, 
	eu_contribution_currency VARCHAR(3) COLLATE "C", 
	co_financing_rate BIGINT GENERATED ALWAYS AS (CASE WHEN budget_amount > 0 AND budget_currency = eu_contribution_currency AND eu_contribution_amount BETWEEN 0 AND 900000000000000 THEN (eu_contribution_amount * 10000 + budget_amount / 2) / budget_amount * 100 END) STORED, 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE translation (
	entity_key BIGINT NOT NULL, 
	property VARCHAR(40) COLLATE "C" NOT NULL, 
	language VARCHAR(35) COLLATE "C" NOT NULL, 
	text TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (entity_key, property, language), 
	FOREIGN KEY(entity_key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE goal (
	key BIGINT NOT NULL, 
	project_key BIGINT NOT NULL, 
	text TEXT COLLATE "C" NOT NULL, 
	text_language VARCHAR(35) COLLATE "C" NOT NULL, 
	text_folded TEXT COLLATE "C" NOT NULL, 
	kind VARCHAR(40) COLLATE "C" NOT NULL, 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE organization (
	key BIGINT NOT NULL, 
	type VARCHAR(40) COLLATE "C", 
	name TEXT COLLATE "C" NOT NULL, 
	name_language VARCHAR(35) COLLATE "C" NOT NULL, 
	name_folded TEXT COLLATE "C" NOT NULL, 
	abbreviation TEXT COLLATE "C", 
	abbreviation_folded TEXT COLLATE "C", 
	kind VARCHAR(40) COLLATE "C", 
	place_key BIGINT, 
	website TEXT COLLATE "C", 
	parent_key BIGINT, 
	telephone TEXT COLLATE "C", 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(place_key) REFERENCES place (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(parent_key) REFERENCES organization (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE outcome (
	key BIGINT NOT NULL, 
	project_key BIGINT NOT NULL, 
	kind VARCHAR(40) COLLATE "C", 
	text TEXT COLLATE "C" NOT NULL, 
	text_language VARCHAR(35) COLLATE "C" NOT NULL, 
	text_folded TEXT COLLATE "C" NOT NULL, 
	count BIGINT, 
	unit TEXT COLLATE "C", 
	unit_language VARCHAR(35) COLLATE "C", 
	unit_folded TEXT COLLATE "C", 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE participant_group (
	key BIGINT NOT NULL, 
	project_key BIGINT NOT NULL, 
	count BIGINT NOT NULL, 
	text TEXT COLLATE "C", 
	text_language VARCHAR(35) COLLATE "C", 
	text_folded TEXT COLLATE "C", 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE partnership (
	key BIGINT NOT NULL, 
	kind VARCHAR(40) COLLATE "C" NOT NULL, 
	start_date_first VARCHAR(10) COLLATE "C", 
	start_date_last VARCHAR(10) COLLATE "C", 
	end_date_first VARCHAR(10) COLLATE "C", 
	end_date_last VARCHAR(10) COLLATE "C", 
	signed_first VARCHAR(10) COLLATE "C", 
	signed_last VARCHAR(10) COLLATE "C", 
	project_key BIGINT, 
	reason TEXT COLLATE "C", 
	reason_language VARCHAR(35) COLLATE "C", 
	reason_folded TEXT COLLATE "C", 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE project_places (
	key BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	value_key BIGINT NOT NULL, 
	PRIMARY KEY (key, position), 
	FOREIGN KEY(key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(value_key) REFERENCES place (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE project_remarks (
	key BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT COLLATE "C" NOT NULL, 
	language VARCHAR(35) COLLATE "C" NOT NULL, 
	_folded TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (key, position), 
	FOREIGN KEY(key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE target_group (
	key BIGINT NOT NULL, 
	project_key BIGINT NOT NULL, 
	text TEXT COLLATE "C" NOT NULL, 
	text_language VARCHAR(35) COLLATE "C" NOT NULL, 
	text_folded TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE activity (
	key BIGINT NOT NULL, 
	project_key BIGINT NOT NULL, 
	name TEXT COLLATE "C", 
	name_language VARCHAR(35) COLLATE "C", 
	name_folded TEXT COLLATE "C", 
	kind VARCHAR(40) COLLATE "C", 
	description TEXT COLLATE "C", 
	description_language VARCHAR(35) COLLATE "C", 
	description_folded TEXT COLLATE "C", 
	hours BIGINT, 
	rounds BIGINT, 
	duration TEXT COLLATE "C", 
	participants BIGINT, 
	organizer_key BIGINT, 
	start_date_first VARCHAR(10) COLLATE "C", 
	start_date_last VARCHAR(10) COLLATE "C", 
	end_date_first VARCHAR(10) COLLATE "C", 
	end_date_last VARCHAR(10) COLLATE "C", 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(organizer_key) REFERENCES organization (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE document (
	key BIGINT NOT NULL, 
	title TEXT COLLATE "C" NOT NULL, 
	title_language VARCHAR(35) COLLATE "C" NOT NULL, 
	title_folded TEXT COLLATE "C" NOT NULL, 
	url TEXT COLLATE "C", 
	published_first VARCHAR(10) COLLATE "C", 
	published_last VARCHAR(10) COLLATE "C", 
	publisher_key BIGINT, 
	origin_key BIGINT, 
	language TEXT COLLATE "C", 
	checksum TEXT COLLATE "C", 
	licence TEXT COLLATE "C", 
	archived BOOLEAN, 
	note TEXT COLLATE "C", 
	note_language VARCHAR(35) COLLATE "C", 
	note_folded TEXT COLLATE "C", 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(publisher_key) REFERENCES organization (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(origin_key) REFERENCES organization (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE funding (
	key BIGINT NOT NULL, 
	project_key BIGINT NOT NULL, 
	programme_key BIGINT NOT NULL, 
	disburser_key BIGINT, 
	amount_amount BIGINT, 
	amount_currency VARCHAR(3) COLLATE "C", 
	rate BIGINT, 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(programme_key) REFERENCES programme (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(disburser_key) REFERENCES organization (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE participant_group_places (
	key BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	value_key BIGINT NOT NULL, 
	PRIMARY KEY (key, position), 
	FOREIGN KEY(key) REFERENCES participant_group (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(value_key) REFERENCES place (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE participation (
	key BIGINT NOT NULL, 
	project_key BIGINT NOT NULL, 
	organization_key BIGINT NOT NULL, 
	role VARCHAR(40) COLLATE "C" NOT NULL, 
	start_date_first VARCHAR(10) COLLATE "C", 
	start_date_last VARCHAR(10) COLLATE "C", 
	end_date_first VARCHAR(10) COLLATE "C", 
	end_date_last VARCHAR(10) COLLATE "C", 
	contribution_amount BIGINT, 
	contribution_currency VARCHAR(3) COLLATE "C", 
	PRIMARY KEY (key), 
	FOREIGN KEY(key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(organization_key) REFERENCES organization (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE partnership_parties (
	key BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	entity_key BIGINT NOT NULL, 
	role VARCHAR(40) COLLATE "C", 
	PRIMARY KEY (key, position), 
	FOREIGN KEY(key) REFERENCES partnership (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(entity_key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE target_group_organization_kinds (
	key BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	code VARCHAR(40) COLLATE "C" NOT NULL, 
	PRIMARY KEY (key, position), 
	FOREIGN KEY(key) REFERENCES target_group (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE activity_topics (
	key BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT COLLATE "C" NOT NULL, 
	language VARCHAR(35) COLLATE "C" NOT NULL, 
	_folded TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (key, position), 
	FOREIGN KEY(key) REFERENCES activity (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE evidence (
	key BIGINT NOT NULL, 
	subject_key BIGINT NOT NULL, 
	document_key BIGINT NOT NULL, 
	property VARCHAR(400) COLLATE "C" NOT NULL, 
	value TEXT COLLATE "C", 
	language VARCHAR(35) COLLATE "C", 
	exact TEXT COLLATE "C", 
	prefix TEXT COLLATE "C", 
	suffix TEXT COLLATE "C", 
	record_table VARCHAR(200) COLLATE "C", 
	record_row VARCHAR(200) COLLATE "C", 
	implied BOOLEAN NOT NULL, 
	preferred BOOLEAN NOT NULL, 
	stated_key BIGINT, 
	PRIMARY KEY (key), 
	FOREIGN KEY(subject_key) REFERENCES entity (key) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(document_key) REFERENCES document (key) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_entity_revision ON entity (revision);

CREATE INDEX ix_change_entity_key ON change (entity_key);

CREATE INDEX ix_entity_identifiers_value ON entity_identifiers (value, key);

CREATE INDEX ix_merged_into_key ON merged (into_key);

CREATE INDEX ix_merged_kept_key ON merged (kept_key);

CREATE INDEX ix_place_country_key ON place (country_key, key);

CREATE INDEX ix_place_name ON place (name_folded, key);

CREATE INDEX ix_place_parent_key ON place (parent_key, key);

CREATE INDEX ix_place_type ON place (type);

CREATE INDEX ix_programme_parent_key ON programme (parent_key, key);

CREATE INDEX ix_project_budget ON project (budget_currency NULLS FIRST, budget_amount NULLS FIRST, key);

CREATE INDEX ix_project_end_date ON project (end_date_first NULLS FIRST, end_date_last NULLS FIRST, key);

CREATE INDEX ix_project_eu_contribution ON project (eu_contribution_currency NULLS FIRST, eu_contribution_amount NULLS FIRST, key);

CREATE INDEX ix_project_start_date ON project (start_date_first NULLS FIRST, start_date_last NULLS FIRST, key);

CREATE INDEX ix_project_title ON project (title_folded, key);

CREATE INDEX ix_goal_project_key ON goal (project_key, key);

CREATE INDEX ix_organization_name ON organization (name_folded, key);

CREATE INDEX ix_organization_parent_key ON organization (parent_key, key);

CREATE INDEX ix_organization_place_key ON organization (place_key, key);

CREATE INDEX ix_organization_type ON organization (type);

CREATE INDEX ix_outcome_project_key ON outcome (project_key, key);

CREATE INDEX ix_participant_group_project_key ON participant_group (project_key, key);

CREATE INDEX ix_partnership_project_key ON partnership (project_key, key);

CREATE INDEX ix_partnership_signed ON partnership (signed_first NULLS FIRST, signed_last NULLS FIRST, key);

CREATE INDEX ix_partnership_start_date ON partnership (start_date_first NULLS FIRST, start_date_last NULLS FIRST, key);

CREATE INDEX ix_project_places_value_key ON project_places (value_key, key);

CREATE INDEX ix_target_group_project_key ON target_group (project_key, key);

CREATE INDEX ix_activity_organizer_key ON activity (organizer_key, key);

CREATE INDEX ix_activity_project_key ON activity (project_key, key);

CREATE INDEX ix_document_origin_key ON document (origin_key, key);

CREATE INDEX ix_document_publisher_key ON document (publisher_key, key);

CREATE INDEX ix_funding_amount ON funding (amount_currency NULLS FIRST, amount_amount NULLS FIRST, key);

CREATE INDEX ix_funding_disburser_key ON funding (disburser_key, key, project_key, programme_key);

CREATE INDEX ix_funding_programme_key ON funding (programme_key, key, project_key);

CREATE INDEX ix_funding_project_key ON funding (project_key, key, programme_key);

CREATE INDEX ix_participant_group_places_value_key ON participant_group_places (value_key, key);

CREATE INDEX ix_participation_organization_key ON participation (organization_key, key, project_key, role);

CREATE INDEX ix_participation_project_key ON participation (project_key, key, organization_key, role);

CREATE INDEX ix_partnership_parties_entity_key ON partnership_parties (entity_key, key);

CREATE INDEX ix_evidence_document_key ON evidence (document_key);

CREATE INDEX ix_evidence_subject_key_property ON evidence (subject_key, property);

CREATE TABLE search (rank BIGINT NOT NULL PRIMARY KEY, words TEXT NOT NULL, vector TSVECTOR NOT NULL GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED);

CREATE INDEX ix_search_vector ON search USING gin (vector);
