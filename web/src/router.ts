// All addresses of the app. The city is in the path, the past day and all filters in the query.
// SPDX-License-Identifier: Apache-2.0
import { createRouter, createWebHistory } from 'vue-router';
import { follow } from './stores/live';
import { select, session } from './stores/session';

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => (to.path === from.path ? false : (saved ?? { top: 0 })),
  routes: [
    {
      path: '/:city(\\d{6})',
      children: [
        { path: '', redirect: (to) => ({ name: 'overview', params: to.params, query: to.query }) },
        { path: 'overview', name: 'overview', component: () => import('./features/overview/OverviewPage.vue') },
        { path: 'projects', name: 'projects', component: () => import('./features/projects/ProjectsPage.vue') },
        { path: 'projects/:project(\\d+)', name: 'project', component: () => import('./features/project/ProjectPage.vue') },
        { path: 'import', name: 'import', component: () => import('./features/imports/ImportPage.vue') },
        { path: 'dispatch', name: 'dispatch', component: () => import('./features/dispatch/DispatchPage.vue') },
        { path: 'sprint', name: 'sprint', component: () => import('./features/sprint/SprintPage.vue') },
        { path: 'calibration', name: 'calibration', component: () => import('./features/calibration/CalibrationPage.vue') },
        { path: 'lever/:lever(funding|support|supervision|output)', name: 'lever', component: () => import('./features/levers/LeverPage.vue') },
        { path: 'later/:part(domains|admin)', name: 'later', component: () => import('./features/levers/LaterPage.vue') },
      ],
    },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('./features/frame/MissingPage.vue') },
  ],
});

router.beforeEach((to) => {
  const first = session.cities[0];
  if (to.path === '/' && first) return { name: 'overview', params: { city: first.code }, query: to.query };
  const city = Number(to.params.city ?? 0);
  const asOf = typeof to.query.as_of === 'string' ? to.query.as_of : undefined;
  if (city !== 0 && city !== session.city) follow(city);
  select(city, asOf);
  return true;
});
