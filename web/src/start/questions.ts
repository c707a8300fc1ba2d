import type { Language } from './words';

/** The questions of the page, as the GraphQL that it sends and shows. */

/** The kinds by which one may search. */
export const KINDS = ['ORGANIZATION', 'PLACE', 'PROJECT', 'PROGRAMME', 'PARTNERSHIP', 'DOCUMENT'] as const;

export type EntityKind = (typeof KINDS)[number];

export const isKind = (name: string | undefined): name is EntityKind => KINDS.some((each) => each === name);

const ENDS = '[ORGANIZATION, PLACE, PROJECT, PROGRAMME]';

export interface Named {
  __typename: string;
  id: string;
  label: string;
  name?: string | null;
  title?: string | null;
}

export interface Highlight {
  property: string;
  text: string;
  parts: { text: string; matched: boolean }[];
}

export interface Some<Node> {
  totalCount: number;
  nodes: Node[];
}

/** What a card shows of an entity; of each kind it has some. */
export interface Found extends Named {
  organizationKind?: string | null;
  place?: Named | null;
  country?: Named | null;
  parent?: Named | null;
  partnershipKind?: string;
  parties?: { entity: Named; role: string | null }[];
  level?: string | null;
  code?: string | null;
  role?: string;
  startDate?: string | null;
  endDate?: string | null;
  signed?: string | null;
  published?: string | null;
  budget?: { amount: string; currency: string } | null;
  project?: Named | null;
  programme?: Named | null;
  organization?: Named | null;
  participations?: Some<{ role: string; project?: Named; organization?: Named }>;
  organizations?: Some<Named>;
}

export interface Searched {
  search: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    edges: { node: Found; highlights: Highlight[] }[];
  };
}

/** Whether there is any word in a text to search for. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** A text as a literal of GraphQL; half a character, which a document must not have, is left out. */
const literal = (text: string): string => JSON.stringify(text.replace(/\p{Surrogate}/gu, ''));

/** What an entity is called; `label` prefers Polish. */
const named = (language: Language): string =>
  language === 'pl'
    ? '__typename id label'
    : '__typename id label ... on Place { name(language: "en") } ... on Organization { name(language: "en") } ... on Project { title(language: "en") }';

/** The same of an organisation or a place. */
const own = (language: Language): string => `__typename id label${language === 'pl' ? '' : ' name(language: "en")'}`;

export function searching(text: string, kind: EntityKind | undefined, first: number, after: string | null, language: Language) {
  const given = [
    `text: ${literal(text)}`,
    ...(kind ? [`kinds: [${kind}]`] : []),
    `first: ${first}`,
    ...(after ? [`after: ${literal(after)}`] : []),
  ];
  return `query Search {
  search(${given.join(', ')}) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges {
      node {
        ${named(language)}
        ... on Organization {
          organizationKind: kind
          place { ${own(language)} }
          participations(first: 3) { totalCount nodes { id role project { __typename id label } } }
        }
        ... on Place {
          country { ${own(language)} }
          organizations(first: 3) { totalCount nodes { ${own(language)} } }
        }
        ... on Project {
          startDate
          endDate
          budget { amount currency }
          participations(first: 3) { totalCount nodes { id role organization { ${own(language)} } } }
        }
        ... on Programme { code level parent { __typename id label } }
        ... on Partnership {
          partnershipKind: kind
          startDate
          endDate
          signed
          parties { entity { ${named(language)} } role }
        }
        ... on Participation { role startDate endDate organization { ${own(language)} } project { __typename id label } }
        ... on Funding { programme { __typename id label } project { __typename id label } }
        ... on Activity { startDate endDate project { __typename id label } }
        ... on Goal { project { __typename id label } }
        ... on Outcome { project { __typename id label } }
        ... on TargetGroup { project { __typename id label } }
        ... on ParticipantGroup { project { __typename id label } }
        ... on Document { published }
      }
      highlights { property text parts { text matched } }
    }
  }
}
`;
}

export interface Suggested {
  search: { nodes: (Named & { place?: Named | null; country?: Named | null })[] };
}

/** Who may be meant as an end of a way. */
export const suggesting = (text: string, first: number, language: Language) => `query Suggestions {
  search(text: ${literal(text)}, kinds: ${ENDS}, first: ${first}) {
    nodes {
      ${named(language)}
      ... on Organization { place { ${own(language)} } }
      ... on Place { country { ${own(language)} } }
    }
  }
}
`;

export interface Proof {
  quote: { prefix: string; exact: string; suffix: string } | null;
  record: { table: string; row: string } | null;
  document: Named;
}

export interface Hop {
  from: Named;
  to: Named;
  relation: string;
  via: Named | null;
  startDate: string | null;
  endDate: string | null;
  sentence: string;
  evidence: Proof[];
}

export interface Way {
  length: number;
  hops: Hop[];
}

export interface Joined {
  from: Named | null;
  to: Named | null;
  /** The shortest first; null where an end is unknown. */
  paths: Way[] | null;
}

/** What the ends of a way are called. */
export const ending = (from: string, to: string, language: Language) => `query Ends {
${from && `  from: node(id: ${literal(from)}) { ${named(language)} }\n`}${to && `  to: node(id: ${literal(to)}) { ${named(language)} }\n`}}
`;

/** Said only where programmes are among them: by themselves, ways go through all the others. */
const ALL_TIES = ', via: [PROJECT, PROGRAMME, PARTNERSHIP, PARENT, PLACE]';

export const joining = (from: string, to: string, throughProgrammes: boolean, language: Language) => `query Ways {
  from: node(id: ${literal(from)}) { ${named(language)} }
  to: node(id: ${literal(to)}) { ${named(language)} }
  paths(from: ${literal(from)}, to: ${literal(to)}, first: 3${throughProgrammes ? ALL_TIES : ''}) {
    length
    hops {
      from { ${named(language)} }
      to { ${named(language)} }
      relation
      via { __typename id label }
      startDate
      endDate
      sentence(language: ${language.toUpperCase()})
      evidence { quote { prefix exact suffix } record { table row } document { __typename id label } }
    }
  }
}
`;

export interface Counted {
  statistics: { kinds: { kind: string; count: number }[] };
}

/** How large the graph is: asked apart, for a large one takes its time to count. */
export const COUNTING = `query Size {
  statistics { kinds { kind count } }
}
`;

export interface Begun {
  projects: {
    nodes: (Named & {
      startDate: string | null;
      endDate: string | null;
      programmes: { nodes: { id: string }[] };
      participations: { nodes: { organization: Named & { place: Named | null } }[] };
    })[];
  };
  partnerships: { nodes: { parties: { entity: Named }[] }[] };
}

export const beginning = (language: Language) => `query Start {
  projects(orderBy: [{startDate: DESC}], first: 6) {
    nodes {
      __typename
      id
      label
      startDate
      endDate
      programmes(first: 2) { nodes { id } }
      participations(first: 4) { nodes { organization { ${own(language)} place { ${own(language)} } } } }
    }
  }
  partnerships(first: 2) { nodes { parties { entity { ${named(language)} } } } }
}
`;

/** Where GraphiQL is open with a query. */
export const opened = (query: string): string => `graphql?query=${encodeURIComponent(query)}`;
