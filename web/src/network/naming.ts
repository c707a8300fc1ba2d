import model from './model.json';
import type { Language } from './texts';

/** What a property holds: a code list by its name, or one of these. */
export type Holding = 'text' | 'url' | 'flag' | 'money' | 'identifiers' | 'parties' | 'link' | 'links' | 'others' | string;

export interface Property {
  name: string;
  holds: Holding;
}

interface Kind {
  name: string[];
  properties: Record<string, string[]>;
}

const KINDS: Record<string, Kind> = model.kinds;
const CODES: Record<string, Record<string, string[]>> = model.codes;

/** What joins two entities: kinds of relation entities and of ties; and one of a list, where the property names many. */
const TIES: Record<string, string[]> = {
  participation: ['udział', 'participation'],
  funding: ['dofinansowanie', 'funding'],
  partnership: ['partnerstwo', 'partnership'],
  project: ['projekt', 'project'],
  programme: ['program', 'programme'],
  evidence: ['dowód', 'evidence'],
  shared: ['wspólne', 'shared'],
  suggestedPartners: ['możliwy partner', 'possible partner'],
  groups: ['grupa', 'group'],
  bridges: ['most', 'bridge'],
  participations: ['udział', 'participation'],
  fundings: ['dofinansowanie', 'funding'],
  partnerships: ['partnerstwo', 'partnership'],
  partners: ['partner', 'partner'],
  projects: ['projekt', 'project'],
  programmes: ['program', 'programme'],
  organizations: ['organizacja', 'organisation'],
  places: ['miejsce', 'place'],
  goals: ['cel', 'goal'],
  targetGroups: ['grupa docelowa', 'target group'],
  activities: ['działanie', 'activity'],
  outcomes: ['rezultat', 'outcome'],
};
const RELATIONS = relations();

/** What a type is called: `Institution` is `instytucja`. */
export function kindName(type: string, language: Language): string {
  return word(KINDS[type]?.name, language) ?? spaced(type);
}

/**
 * What a relation or a role is called: `TWIN_TOWNS` is `miasta partnerskie`, `parent` of an organisation is
 * `jednostka nadrzędna`. `type` is whose it is, if that is known.
 */
export function relationName(relation: string, language: Language, type = ''): string {
  const own = TIES[relation] ?? KINDS[type]?.properties[relation];
  return word(own ?? RELATIONS.get(relation) ?? RELATIONS.get(relation.toLowerCase()), language) ?? spaced(relation);
}

/** What a code of a list is called. */
export function codeName(list: string, code: string, language: Language): string {
  return word(CODES[list]?.[code], language) ?? spaced(code);
}

export function isCodeList(name: string): boolean {
  return name in CODES;
}

/** The properties that are known of an entity itself, in the order of the model. */
export function properties(type: string): Property[] {
  const own = Object.entries(KINDS[type]?.properties ?? {});
  return own.map(([name, [, , holds = 'text']]) => ({ name, holds })).filter(({ holds }) => holds !== 'others');
}

export function propertyName(type: string, property: string, language: Language): string {
  return word(KINDS[type]?.properties[property], language) ?? spaced(property);
}

/** The codes of roles and partnerships, the ties, and the properties, by their names. */
function relations(): Map<string, string[]> {
  const links = Object.values(KINDS).flatMap((kind) => Object.entries(kind.properties));
  return new Map([
    ...links,
    ...Object.entries(TIES),
    ...Object.entries(CODES.Role ?? {}),
    ...Object.entries(CODES.PartnershipKind ?? {}),
  ]);
}

function word(words: string[] | undefined, language: Language): string | undefined {
  return words?.[language === 'pl' ? 0 : 1];
}

/** A name that has no words of its own, as words: `targetGroups` and `TARGET_GROUPS` are `target groups`. */
function spaced(name: string): string {
  return name.replace(/_/g, ' ').replace(/([a-ząćęłńóśźż\d])(\p{Lu})/gu, '$1 $2').toLowerCase();
}
