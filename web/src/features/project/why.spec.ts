import { describe, expect, it } from 'vitest';
import type { ExplainedDate } from '@/api/types';
import { chainRows, daysBefore } from './why';

type Step = ExplainedDate['steps'][number];
const step = (kind: Step['kind'], text: string): Step => ({
  kind, text, text_en: `${text} en`, lag_calendar: '', blocker_id: 0, to: '2025-07-01T00:00',
});
const date = (id: number, field: ExplainedDate['field'], at: string, steps: Step[]): ExplainedDate => ({
  activity: { id, file_id: String(id), code: `A${String(id)}`, name: '', name_en: '', project_id: 1 },
  field, date: at, steps, text: '', text_en: '',
});

describe('the chain of an explanation', () => {
  it('joins finish and start of one activity where the work alone lies between', () => {
    const rows = chainRows([
      date(2, 'early_start', '2025-07-09T00:00', [step('link', 'after 1')]),
      date(1, 'early_finish', '2025-07-09T00:00', [step('work', '5 days')]),
      date(1, 'early_start', '2025-07-04T00:00', [step('data_date', 'the data date')]),
    ]);
    expect(rows.map((row) => [row.activity.id, row.from, row.to])).toEqual([
      [2, '2025-07-09T00:00', '2025-07-09T00:00'],
      [1, '2025-07-04T00:00', '2025-07-09T00:00'],
    ]);
    expect(rows[1]?.causes).toEqual([{ zh: '5 days', en: '5 days en' }, { zh: 'the data date', en: 'the data date en' }]);
  });
  it('keeps dates apart that something else lies between, and tells late ones', () => {
    const rows = chainRows([
      date(1, 'late_start', '2025-07-04T00:00', [step('work', 'w'), step('calendar', 'c')]),
      date(1, 'late_finish', '2025-07-09T00:00', [step('project_finish', 'p')]),
    ]);
    expect(rows.map((row) => [row.late, row.from, row.to, row.causes.length])).toEqual([
      [true, '2025-07-04T00:00', '2025-07-04T00:00', 2],
      [true, '2025-07-09T00:00', '2025-07-09T00:00', 1],
    ]);
  });
  it('of late dates runs from start to finish too', () => {
    const [row] = chainRows([
      date(1, 'late_start', '2025-07-04T00:00', [step('work', 'w')]),
      date(1, 'late_finish', '2025-07-09T00:00', [step('project_finish', 'p')]),
    ]);
    expect([row?.from, row?.to]).toEqual(['2025-07-04T00:00', '2025-07-09T00:00']);
  });
  it('is empty without dates', () => {
    expect(chainRows([])).toEqual([]);
  });
});

describe('days to compare with', () => {
  it('are counted back over months and years', () => {
    expect(daysBefore('2025-03-03', 7)).toBe('2025-02-24');
    expect(daysBefore('2025-01-01', 91)).toBe('2024-10-02');
    expect(daysBefore('soon', 7)).toBe('soon');
  });
});
