import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Activity } from '@/api/types';
import en from './en.json';
import zh from './zh-CN.json';

type Tree = Record<string, Record<string, string>>;
const flat = (tree: Tree) => Object.entries(tree).flatMap(([family, words]) => Object.entries(words).map(([name, text]) => [`${family}.${name}`, text] as const));
const texts = { zh: new Map(flat(zh)), en: new Map(flat(en)) };
const known = new Set<string>(texts.zh.keys());
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.spec.ts'))
  .map((name) => readFileSync(`src/${name}`, 'utf8'));

describe('messages', () => {
  it('exist in both languages, with the same holes', () => {
    expect([...texts.en.keys()]).toEqual([...texts.zh.keys()]);
    for (const [key, text] of texts.zh) expect([key, holes(texts.en.get(key) ?? '')]).toEqual([key, holes(text)]);
  });
  it('have no Chinese left in English', () => {
    const left = [...texts.en].filter(([key, text]) => key !== 'frame.other_lang' && /[\u4e00-\u9fff]/.test(text));
    expect(left).toEqual([]);
  });
  it('exist for every key that the sources name', () => {
    const used = sources.flatMap((source) => [...source.matchAll(/\bt\('([a-z_]+\.[\w.]+)'/g)].map((match) => match[1] ?? ''));
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((key) => !known.has(key))).toEqual([]);
  });
  it('exist for every value that the API gives an activity', () => {
    // The types fail when the description of the API has a value more.
    const kinds: Record<Activity['kind'], string>[] = [zh.kind, en.kind];
    const causes: Record<Activity['set_by'], string>[] = [zh.set_by, en.set_by];
    for (const words of [...kinds, ...causes]) expect(Object.values(words)).not.toContain('');
  });
  it('exist for every family that the sources complete by a name', () => {
    const families = sources.flatMap((source) => [...source.matchAll(/\bt\(`([a-z_]+)\.\$\{/g)].map((match) => match[1] ?? ''));
    expect(families.filter((family) => !(family in zh))).toEqual([]);
  });
});
