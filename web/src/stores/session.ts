// Session and selection: the cities of this installation and what the address bar says about the
// city and the day. Server state lives in the composables, not here.
// SPDX-License-Identifier: Apache-2.0
import { computed, reactive, readonly } from 'vue';
import { listCities } from '@/api/client';
import { toProblem, type Problem } from '@/api/problem';
import type { City } from '@/api/types';

interface Session {
  cities: City[];
  loaded: boolean;
  problem: Problem | null;
  city: number;
  asOf: string | undefined;
}

const state = reactive<Session>({ cities: [], loaded: false, problem: null, city: 0, asOf: undefined });

export const session = readonly(state) as Readonly<Session>;
export const currentCity = computed(() => state.cities.find((city) => city.code === state.city));
export const frame = computed(() => ({ city: state.city, asOf: state.asOf }));
/** The year in which dates are written without their year. */
export const thisYear = computed(() => Number((state.asOf ?? currentCity.value?.data_date ?? '').slice(0, 4)));

export async function loadCities(): Promise<void> {
  try {
    state.cities = await listCities();
    state.problem = null;
  } catch (cause) {
    state.problem = toProblem(cause);
  }
  state.loaded = true;
}

export function select(city: number, asOf: string | undefined): void {
  state.city = city;
  state.asOf = asOf;
}
