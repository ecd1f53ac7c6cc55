import { describe, expect, it } from 'vitest';
import type { ImportedProject, ScheduleImport } from '@/api/types';
import { changeCount, firstPart, lastDay, partCount, shownValue, splitNotes } from './preview';

const counts: ImportedProject['counts'] = {
  activities: 3, added: 0, removed: 0, kept: 0, moved: 0, found_by_id: 3, found_by_code: 0, changed: 0, durations: 0,
  constraints: 0, actuals: 0, planned: 0, links_added: 0, links_removed: 0, links_changed: 0, baselines_kept: 0,
};
function project(change: Partial<ImportedProject['counts']>, isNew = false): ImportedProject {
  return {
    project_id: isNew ? 0 : 7, name: '新厂', is_new: isNew, file_code: 'P', file_project: '新厂', file_data_date: null, file_finish: null,
    scheduling: '', scheduling_before: '', finish_before: null, finish_after: null, finish_days: null, counts: { ...counts, ...change },
    key_nodes: [], added: [], removed: [], kept: [], moved: [], changes: [], links: [], baselines: [],
  };
}
const view: ScheduleImport = {
  city: 990100, done: false, unchanged: false, token: 't', file_name: 'a.xer', tool: 'P6', version: '', encoding: '', data_date: '2026-03-20',
  projects: [], calendars: [], notes: [{ rule: 'xer.kept', message: 'a' }, { rule: 'import.renamed', message: 'b' }],
  dropped: [{ rule: 'import.resources', message: 'c' }],
};

describe('preview of an import', () => {
  it('counts what is kept in the file apart from what is said', () => {
    expect(splitNotes(view.notes).said.map((note) => note.rule)).toEqual(['import.renamed']);
    expect(splitNotes(view.notes).kept).toHaveLength(1);
    expect(partCount('notes', project({}), view)).toBe(2);
  });
  it('counts links of an update, not those of a new project', () => {
    expect(changeCount(project({ moved: 2, changed: 1, links_added: 4, links_removed: 1 }))).toBe(8);
    expect(changeCount(project({ links_added: 4 }, true))).toBe(0);
  });
  it('opens with what a reader must see first', () => {
    expect(firstPart(project({ added: 3 }, true))).toBe('added');
    expect(firstPart(project({ added: 3, removed: 1, moved: 2 }))).toBe('removed');
    expect(firstPart(project({ added: 3, moved: 2 }))).toBe('moved');
    expect(firstPart(project({ added: 3 }))).toBe('added');
    expect(firstPart(project({}))).toBe('notes');
  });
  it('shows the last day worked, not the midnight after it', () => {
    expect(lastDay('2026-03-01T00:00')).toBe('2026-02-28');
    expect(lastDay('2026-03-01T17:00')).toBe('2026-03-01T17:00');
    expect(lastDay(null)).toBeNull();
  });
  it('writes values as they are read', () => {
    expect(shownValue('')).toBe('—');
    expect(shownValue('2026-03-01T08:00')).toBe('2026-03-01 08:00');
    expect(shownValue('80')).toBe('80');
  });
});
