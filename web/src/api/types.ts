// The nouns of the contract under short names.
// SPDX-License-Identifier: Apache-2.0
import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type City = Schemas['City'];
export type Overview = Schemas['Overview'];
export type Kpi = Schemas['Kpi'];
export type Decision = Schemas['Decision'];
export type DispatchSheet = Schemas['DispatchSheet'];
export type SheetLine = Schemas['SheetLine'];
export type Light = Schemas['Light'];
export type LightColor = Light['color'];
export type LightCounts = Schemas['LightCounts'];
export type ProjectRow = Schemas['ProjectRow'];
export type ProjectPage = Schemas['ProjectPage'];
export type Activity = Schemas['Activity'];
export type Link = Schemas['Link'];
export type Blocker = Schemas['Blocker'];
export type Order = Schemas['Order'];
export type OrderDraft = Schemas['OrderDraft'];
export type PromiseMade = Schemas['Promise'];
export type Visit = Schemas['Visit'];
export type JournalEntry = Schemas['JournalEntry'];
export type Provenance = Schemas['Provenance'];
export type Stage = Schemas['Stage'];
export type Changed = Schemas['Changed'];
export type ScheduleImport = Schemas['ScheduleImport'];
export type ImportedProject = Schemas['ImportedProject'];
export type ImportedActivity = Schemas['ImportedActivity'];
export type ImportMove = Schemas['ImportMove'];
export type ImportChange = Schemas['ImportChange'];
export type ImportLink = Schemas['ImportLink'];
/** What was done: the counts, and the rows put or removed by noun. */
export type ScheduleImported = ScheduleImport & { rows: Record<string, number> };
export type Note = Schemas['Note'];
export type Quality = Schemas['Quality'];
export type QualityCheck = Schemas['QualityCheck'];
export type QualityFault = Schemas['QualityFault'];
export type QualityPractice = Schemas['QualityPractice'];
export type QualityOffender = Schemas['QualityOffender'];
export type Explanation = Schemas['Explanation'];
export type ExplainedDate = Schemas['ExplainedDate'];
export type ExplainedActivity = Schemas['ExplainedActivity'];
export type DateMove = Schemas['DateMove'];
export type Sprint = Schemas['Sprint'];
export type SprintMeasure = Schemas['SprintMeasure'];
export type SprintRefusal = Schemas['SprintRefusal'];
export type SprintPoint = Schemas['SprintPoint'];
export type SprintCountdown = Schemas['SprintCountdown'];
export type ProblemBody = Schemas['Problem'];
export type ChangeKind = Overview['changes'][number]['kind'];
