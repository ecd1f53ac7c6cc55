// The project list as the address describes it.
// SPDX-License-Identifier: Apache-2.0
import { computed, ref } from 'vue';
import { pickIds, useOverview } from '@/composables/useOverview';
import { matches, useProjectRows } from '@/composables/useProjectRows';
import { useUrlState } from '@/composables/useUrlState';
import { chosenColumns } from './columns';
import { choices, filterRows, groupRows, sortRows, totals, type Filters, type GroupBy } from './listing';

const groupings: GroupBy[] = ['county', 'sector', 'stage', 'light'];

/** The rows of the city, and the set that the address picks from the overview. */
function useRows(pick: () => string) {
  const rows = useProjectRows();
  const overview = useOverview(() => pick() !== '');
  const picked = computed(() => {
    if (pick() === '') return null;
    return overview.data.value ? pickIds(overview.data.value, pick()) : new Set<number>();
  });
  return {
    picked,
    data: rows.data,
    all: computed(() => rows.data.value?.projects ?? []),
    problem: computed(() => rows.problem.value ?? overview.problem.value),
    reload: async () => {
      await Promise.all([rows.reload(), overview.reload()]);
    },
  };
}

export function useProjectList() {
  const filters = {
    text: useUrlState('q'),
    county: useUrlState('county'),
    sector: useUrlState('sector'),
    stage: useUrlState('stage'),
    light: useUrlState('light'),
  };
  const pick = useUrlState('pick');
  const group = useUrlState('group');
  const sort = useUrlState('sort', '-late');
  const cols = useUrlState('cols');
  const closed = ref(new Set<string>());
  const { all, picked, data, problem, reload } = useRows(() => pick.value);

  const wanted = computed((): Filters => {
    const { text, county, sector, stage, light } = filters;
    return { text: text.value, county: county.value, sector: sector.value, stage: stage.value, light: light.value, picked: picked.value };
  });
  const filtered = computed(() => filterRows(all.value, wanted.value, matches));
  const sorted = computed(() => sortRows(filtered.value, sort.value));
  const by = computed(() => groupings.find((one) => one === group.value) ?? '');
  const items = computed(() => groupRows(sorted.value, by.value, closed.value));

  function toggleGroup(key: string) {
    const next = new Set(closed.value);
    if (!next.delete(key)) next.add(key);
    closed.value = next;
  }
  function sortBy(id: string) {
    sort.value = sort.value === `-${id}` ? id : `-${id}`;
  }
  function clear() {
    for (const filter of Object.values(filters)) filter.value = '';
    pick.value = '';
  }
  return {
    filters, wanted, pick, group, by, sort, cols, items, all, filtered, sorted,
    columns: computed(() => chosenColumns(cols.value)),
    totals: computed(() => totals(filtered.value)),
    choices: computed(() => ({
      county: choices(all.value, 'county'),
      sector: choices(all.value, 'sector'),
      stage: choices(all.value, 'stage'),
      light: choices(all.value, 'light'),
    })),
    data, problem, reload, toggleGroup, sortBy, clear,
  };
}

export type ProjectListState = ReturnType<typeof useProjectList>;
