// The project's own fields with the source of each.
// SPDX-License-Identifier: Apache-2.0
import type { ProjectPage, Provenance } from '@/api/types';

export interface Fact {
  field: string; // name of its label
  text: string;
  provenance: Provenance;
  note: string;
}

export function projectText(page: ProjectPage, field: string): string {
  const value = page.project[field];
  return typeof value === 'string' ? value : '';
}

function projectNumber(page: ProjectPage, field: string): number | null {
  const value = page.project[field];
  return typeof value === 'number' ? value : null;
}

const kProvenances: Provenance[] = ['reported', 'measured', 'inferred', 'assumed'];

/** Where the project as a whole comes from. The row's own source also covers its plan. */
export function ownSource(page: ProjectPage): { provenance: Provenance; note: string } {
  const stated = projectText(page, 'provenance');
  const provenance = kProvenances.find((one) => one === stated) ?? page.row.provenance;
  return { provenance, note: projectText(page, 'source_note') };
}

/** A field's own source where it differs from the project's. */
export function sourceOf(page: ProjectPage, field: string): { provenance: Provenance; note: string } {
  const own = page.sources.find((source) => source.noun === 'projects' && source.field === field);
  if (own) return { provenance: own.provenance, note: own.source_note };
  return ownSource(page);
}

export interface FactWords {
  level: (level: string) => string;
  money: (wan: number) => string;
  number: (value: number) => string;
  type: string;
}

function capacity(page: ProjectPage, words: FactWords): string {
  const text = projectText(page, 'capacity_text');
  const value = projectNumber(page, 'capacity_value');
  const unit = projectText(page, 'capacity_unit');
  const exact = value === null ? '' : `${words.number(value)} ${unit}`.trim();
  return text !== '' && exact !== '' && text !== exact ? `${text} (${exact})` : text || exact;
}

/** The facts that are known, in the order in which an official asks for them. */
export function projectFacts(page: ProjectPage, words: FactWords): Fact[] {
  const { row } = page;
  const texts: [string, string, string?][] = [
    ['unit', row.unit],
    ['type', words.type],
    ['sector', row.sector],
    ['level', row.level === 'unstated' ? '' : words.level(row.level)],
    ['county', row.county],
    ['place', projectText(page, 'place')],
    ['capacity', capacity(page, words), 'capacity_value'],
    ['investment', row.investment == null ? '' : words.money(row.investment)],
    ['worth_per_day', row.worth_per_day == null ? '' : words.money(row.worth_per_day)],
    ['lead_leader', projectText(page, 'lead_leader')],
    ['lead_department', projectText(page, 'lead_department')],
    ['contact', projectText(page, 'contact')],
    ['national_code', projectText(page, 'national_code')],
  ];
  return texts
    .filter(([, text]) => text !== '')
    .map(([field, text, sourceField = field]) => {
      const source = sourceOf(page, sourceField);
      const provenance = field === 'worth_per_day' ? (row.worth_provenance ?? 'assumed') : source.provenance;
      return { field, text, provenance, note: source.note };
    });
}
