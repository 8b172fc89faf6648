import { beijingDay } from './cases.js';
import { district, stations, townships } from './data/nangang.js';
import { connection } from './paging.js';

// Copies: the executor writes the name of the type into what a reference resolves to.
const copy = (row) => (row ? { ...row } : null);
const stationById = (id) => copy(stations.find((station) => station.id === id));
const townshipByCode = (code) => copy(townships.find((township) => township.code === code));

export function createResolvers({ events, cases, feed }) {
  return {
    Query: {
      township: (_source, { code }) => townshipByCode(code),
      station: (_source, { id }) => stationById(id),
      districtSuggestionLogPosition: () => events.position,
      districtSuggestionLogStart: () => 1,
    },
    Subscription: {
      districtSuggestionEvents: { subscribe: (_source, input) => feed.subscribe(input) },
    },
    District: {
      __resolveReference: ({ code }) => (code === district ? { code } : null),
      townships: (_source, page) => connection('townships', townships, ({ code }) => code, page),
      stations: (_source, page) => connection('stations', stations, ({ id }) => id, page),
      suggestions(_source, { status, ...page }) {
        const rows = cases.all.filter((item) => !status || status.includes(item.status));
        return connection('suggestions', rows, ({ id }) => id, page);
      },
    },
    Township: {
      __resolveReference: ({ code }) => townshipByCode(code),
      district: () => ({ code: district }),
      stations({ code }, page) {
        const rows = stations.filter(({ townshipCode }) => townshipCode === code);
        return connection(`stations ${code}`, rows, ({ id }) => id, page);
      },
    },
    Station: {
      __resolveReference: ({ id }) => stationById(id),
      synthetic: () => true,
      township: ({ townshipCode }) => townshipByCode(townshipCode),
      district: () => ({ code: district }),
    },
    Suggestion: { __resolveType: () => 'DistrictSuggestion' },
    DistrictSuggestion: suggestionResolvers({ events, cases, feed }),
  };
}

function suggestionResolvers({ events, cases, feed }) {
  return {
    __resolveReference: ({ id }) => copy(cases.find(id)),
    level: () => 'DISTRICT',
    divisionCode: () => district,
    district: () => ({ code: district }),
    station: ({ originId }) => (originId === null ? null : stationById(originId)),
    assignedAt: ({ assignments }) => assignments[0]?.assignedAt ?? null,
    dueState: ({ dueOn, status }) => dueStateOf(dueOn, status),
    proposers: ({ deputyIds, submittedAt }) =>
      deputyIds.map((id, index) => ({ deputy: { id }, isLead: index === 0, confirmedAt: submittedAt })),
    replies: ({ replies }) => replies.map((reply) => ({ round: 1, ...reply })),
    timeline({ id }, page) {
      const rows = events.all.filter(({ suggestionId }) => suggestionId === id);
      const timeline = connection(`timeline ${id}`, rows, ({ sequence }) => sequence, page);
      const edges = timeline.edges.map(({ node, cursor }) => ({ node: feed.tell(node), cursor }));
      return { ...timeline, edges, nodes: edges.map(({ node }) => node) };
    },
    // What this system does not do: nothing of it has ever happened to a case here.
    round: () => 1,
    overturned: () => 0,
    keySupervision: () => false,
    synthetic: () => true,
    // Secret cases stay in another system, which no network sees.
    secret: () => false,
    availableActs: () => [],
    evaluations: () => [],
    returnRequests: () => [],
    meetings: () => [],
    thirdPartyEvaluations: () => [],
  };
}

/** Days before the date of the reply from which a case is due soon. */
const dueSoonDays = 15;

function dueStateOf(dueOn, status) {
  if (!dueOn) return 'NOT_STARTED';
  if (status === 'REPLIED') return 'STOPPED';
  const today = beijingDay(new Date());
  if (today > dueOn) return 'OVERDUE';
  const soon = beijingDay(new Date(Date.parse(`${dueOn}T00:00:00+08:00`) - dueSoonDays * 86_400_000));
  return today >= soon ? 'DUE_SOON' : 'ON_TIME';
}
