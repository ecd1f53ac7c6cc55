import { describe, expect, it } from 'vitest';
import type { JournalEntry, ProjectPage } from '@/api/types';
import { projectFacts, sourceOf } from './facts';
import { fieldChanges, groupEntries } from './journal';
import { lifelineSteps } from './lifeline';

const page = {
  project: { capacity_text: '400万吨/年', capacity_value: 4_000_000, capacity_unit: 't/a', source_note: '报告第7句', started_day: '2025-03-01', provenance: 'reported' },
  row: { unit: '某公司', sector: '', county: '', level: 'provincial', provenance: 'inferred', worth_provenance: 'assumed', worth_per_day: 12 },
  sources: [{ noun: 'projects', noun_id: 1, field: 'type', provenance: 'inferred', source_note: '模板 lime' }],
  lifeline: [
    { stage: 'ready', state: 'done', day: '2025-01-01' },
    { stage: 'building', state: 'current', day: '2025-02-01' },
    { stage: 'completed', state: 'ahead' },
  ],
} as unknown as ProjectPage;
const words = { level: (level: string) => `L:${level}`, money: (wan: number) => `${String(wan)}万`, number: String, type: '活性石灰' };

describe('facts', () => {
  it('gives each field its own source, and leaves out what nobody stated', () => {
    const facts = projectFacts(page, words);
    expect(facts.map((fact) => fact.field)).toEqual(['unit', 'type', 'level', 'capacity', 'worth_per_day']);
    expect(facts.map((fact) => fact.provenance)).toEqual(['reported', 'inferred', 'reported', 'reported', 'assumed']);
    expect(facts.find((fact) => fact.field === 'capacity')?.text).toBe('400万吨/年 (4000000 t/a)');
    expect(sourceOf(page, 'type')).toEqual({ provenance: 'inferred', note: '模板 lime' });
    expect(sourceOf(page, 'unit').note).toBe('报告第7句');
  });
});

describe('lifeline', () => {
  it('shows the start as a step of its own', () => {
    expect(lifelineSteps(page).map((step) => [step.name, step.state, step.day])).toEqual([
      ['ready', 'done', '2025-01-01'],
      ['started', 'done', '2025-03-01'],
      ['building', 'current', null],
      ['completed', 'ahead', null],
    ]);
  });
});

describe('journal', () => {
  it('lists changed fields only', () => {
    const changes = fieldChanges({ before: { id: 1, revision: 1, name: 'a', due: null }, after: { id: 1, revision: 2, name: 'a', due: '2026-03-01', atoms: ['x', 'y'] } });
    expect(changes).toEqual([
      { field: 'due', before: '—', after: '2026-03-01' },
      { field: 'atoms', before: '—', after: 'x、y' },
    ]);
    expect(fieldChanges({ before: null, after: null })).toEqual([]);
  });
  it('puts together what one action wrote at one moment', () => {
    const entry = (sequence: number, action: string, recorded_at: string, noun: string) => ({ sequence, action, recorded_at, noun }) as JournalEntry;
    const groups = groupEntries([entry(4, 'order.give', 't2', 'orders'), entry(3, 'city.init', 't1', 'links'), entry(2, 'city.init', 't1', 'activities'), entry(1, 'city.init', 't1', 'links')]);
    expect(groups.map((group) => [group.key, group.entries.length, group.nouns])).toEqual([
      [4, 1, [{ noun: 'orders', count: 1 }]],
      [3, 3, [{ noun: 'links', count: 2 }, { noun: 'activities', count: 1 }]],
    ]);
    expect(groupEntries([])).toEqual([]);
  });
});
