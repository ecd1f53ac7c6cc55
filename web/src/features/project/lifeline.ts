// The eight steps of the lifeline: the seven stages, and 开工 as the moment before 在建.
// SPDX-License-Identifier: Apache-2.0
import type { ProjectPage, Stage } from '@/api/types';
import { projectText } from './facts';

export interface Step {
  name: Stage | 'started';
  state: 'done' | 'current' | 'ahead';
  day: string | null;
}

export function lifelineSteps(page: ProjectPage): Step[] {
  return page.lifeline.flatMap((step): Step[] => {
    const day = step.day ?? null;
    if (step.stage !== 'building') return [{ name: step.stage, state: step.state, day }];
    const started = projectText(page, 'started_day') || day;
    return [
      { name: 'started', state: step.state === 'ahead' ? 'ahead' : 'done', day: started },
      { name: 'building', state: step.state, day: null },
    ];
  });
}
